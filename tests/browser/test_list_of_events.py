"""An extract of reported events is taken in with a browser: chosen, matched, looked at, saved, and then stored."""

from __future__ import annotations

from datetime import date

from browsing import PHONE, Visit, fits, violations
from running_server import OSLO

from kit.actions.load import load_book
from kit.domain.series import Event
from kit.texts import texts

SERVER = "real"
NB = texts("nb")
EXTRACT = (
    "Saksnummer;Meldt;Dato for hendelsen;Avdeling;Type\n"
    "1;12.01.2025;05.01.2025 14:30;Sykehjem Oslo;Trykksår\n"
    "1;12.01.2025;05.01.2025 14:30;Sykehjem Oslo;Trykksår\n"
    "2;12.01.2025;06.01.2025 09:00;Sykehjem Oslo;Fall\n"
    "3;12.01.2025;07.01.2025 11:15;Sykehjem Bergen;Trykksår\n"
)


def test_an_extract_becomes_event_dates(visit: Visit) -> None:
    visit.join(OSLO)
    visit.page.set_viewport_size(PHONE)
    page = visit.open("baseline")
    page.get_by_label(NB("apps_baseline.task"), exact=True).select_option(NB("apps_baseline.task.list"))
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=NB("apps_baseline.list.file")).click()
    chooser.value.set_files([{"name": "uttrekk.csv", "mimeType": "text/csv", "buffer": EXTRACT.encode("cp1252")}])
    page.get_by_role("status").filter(has_text=NB("paste.list.no_kind")).wait_for()
    page.get_by_label("Trykksår", exact=True).check()
    page.get_by_text(NB("apps_baseline.list.elsewhere", n=2)).wait_for()
    assert violations(page) == []
    assert fits(page)
    page.get_by_role("button", name=NB("apps_baseline.many.save")).click()
    page.get_by_role("status").filter(has_text=NB.counted("apps_baseline.many.saved", 1)).wait_for()
    events = load_book(visit.server.folder).series_of("0301-a", "pu.r.days_between").events
    assert Event(date(2025, 1, 5), 1) in events
    assert not any(event.on in (date(2025, 1, 6), date(2025, 1, 7)) for event in events)
