"""The forms of the improvement page: what is typed is saved by the rules, and garbage gets nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import ipywidgets as w
import pytest
from improvement_book import records, working_book
from page_books import AS_OF, OWN, SCRIPT, small_book
from traitlets import TraitError

from kit.actions import accept_entry
from kit.apps.desk import Desk, Values
from kit.apps.improvement import ImprovementModel
from kit.apps.views import improvement as views
from kit.apps.views.improvement_lists import CycleList, Picker, driver_items, driver_lists, idea_items, progress_list
from kit.domain.access import FACILITATOR, Role, Visitor
from kit.domain.book import Book
from kit.domain.entries.entry import Record, read, written
from kit.domain.entries.improvement import CHANGE_IDEA, CYCLE, DRIVER, Cycle
from kit.domain.entries.kinds import KINDS
from kit.domain.seen import Seen
from kit.texts import texts

DA = texts("da")
AT = datetime(2026, 4, 10, 9, 0, tzinfo=UTC)
TEAM, LEAD = Visitor(Role.UNIT, OWN, "u1"), Visitor(Role.MUNICIPALITY, OWN)
NAMES = ("next_steps", "aims", "drivers", "cycles", "barriers", "progress", "stories", "elements")


@dataclass
class Receipt:
    at: datetime = AT
    changed: bool = True


@dataclass
class Shelf:
    """Stands in for the store behind the checks of `actions`: accepts what they accept, with the history they ask."""

    book: Book
    visitor: Visitor
    kept: list[Record] = field(default_factory=list)

    def save(self, kind: str, municipality: str, unit: str, key: str, values: Values | None, *, seen: Seen) -> Receipt:
        made = accept_entry.entry(self.book, self.visitor, kind, municipality, unit, key, values, AS_OF)
        content = None if made is None else written(made)
        record = Record(kind, municipality, unit, key, content, AT, self.visitor.id)
        place = (kind, municipality, unit, key)
        before = [one for one in (*self.book.records, *self.kept) if (one.kind, *_place(one)) == place]
        accept_entry.by_the_rules(self.visitor, record, made, lambda: before)
        self.kept.append(record)
        return Receipt()

    def values(self) -> list[Any]:
        return [read(KINDS[one.kind], one.content) for one in self.kept if one.content]


def _place(record: Record) -> tuple[str, str, str]:
    return record.municipality, record.unit, record.key


def opened(visitor: Visitor = TEAM, book: Book | None = None) -> tuple[ImprovementModel, Shelf]:
    found = book or working_book()
    shelf = Shelf(found, visitor)
    model = ImprovementModel(Desk(found, OWN, shelf.save, visitor.id), visitor, visitor.role is not Role.FACILITATOR)
    return model, shelf


def everything(widget: w.Widget) -> Iterator[w.Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from everything(child)


def words(widget: w.Widget) -> str:
    return "\n".join(one.value for one in everything(widget) if isinstance(one, w.HTML))


def labels(widget: w.Widget) -> list[str]:
    return [one.description for one in everything(widget) if getattr(one, "description", "")]


def fill(form: Any, **values: Any) -> None:
    for name, value in values.items():
        form.field(name).widget.value = value


@pytest.mark.parametrize("visitor", [TEAM, LEAD, FACILITATOR, Visitor(Role.VIEWER, OWN)], ids=lambda v: v.role)
@pytest.mark.parametrize("name", NAMES)
def test_every_part_opens_for_everybody_in_plain_text(name: str, visitor: Visitor) -> None:
    made = getattr(views, name)(opened(visitor)[0], DA)
    assert "<script" not in words(made)
    assert DA("improvement.section." + {"next_steps": "next", "aims": "aim"}.get(name, name)) in words(made)


def test_another_unit_shows_its_own_work_and_only_its_own_team_writes_there() -> None:
    model, _ = opened()
    aims = views.aims(model, DA)
    assert "95 %" in words(aims)
    model.choose("u2")
    assert "Hjemmepleje Syd" in words(aims)
    assert "95 %" not in words(aims)
    assert DA("improvement.read_only") in words(aims)
    assert not labels(aims)


def test_the_unit_is_chosen_from_a_list_and_garbage_is_refused() -> None:
    model, _ = opened()
    made = views.next_steps(model, DA)
    chooser = next(one for one in everything(made) if isinstance(one, w.Dropdown))
    for wrong in ("o1", SCRIPT, 10**9):
        with pytest.raises(TraitError):
            chooser.value = wrong
    chooser.value = None
    assert 'role="alert"' in words(made)
    assert model.unit == "u1"
    chooser.value = "u2"
    assert model.unit == "u2"


def test_a_new_cycle_is_asked_for_its_plan_and_not_for_a_result() -> None:
    model, shelf = opened()
    listed = CycleList(model, "u1", DA)
    listed.add.click()
    assert listed.place.children == (listed.plan.widget,)
    assert "done" not in [one.spec.name for one in listed.plan.fields]
    fill(listed.plan, title="Tredje", follows="c2", predicted="85", prediction="Bedre endnu", scale="week")
    listed.plan.save()
    assert [(c.title, c.follows, c.predicted, c.scale) for c in shelf.values()] == [("Tredje", "c2", 85.0, "week")]
    assert "Nu: planlæg og forudsig." in words(listed.rows)


def test_the_result_is_written_in_the_order_of_the_letters_and_the_plan_stays() -> None:
    model, shelf = opened()
    listed = CycleList(model, "u1", DA)
    listed.rows.children[1].children[1].children[0].click()
    order = [one.spec.name for one in listed.form.fields]
    assert [order.index(n) for n in ("prediction", "started_on", "done", "learned", "decision")] == sorted(
        order.index(n) for n in ("prediction", "started_on", "done", "learned", "decision")
    )
    heads = [one.value for one in listed.form.widget.children if isinstance(one, w.HTML) and "<h4>" in one.value]
    letters = ("plan", "do", "study", "act")
    assert all(DA(f"improvement.letter.{n}") in head for n, head in zip(letters, heads, strict=True))
    fill(listed.form, done="Det gik", found="70")
    listed.form.save()
    (cycle,) = shelf.values()
    assert (cycle.found, cycle.predicted, cycle.follows) == (70.0, 80.0, "c1")


def test_a_prediction_after_the_result_is_refused_plainly_and_stays_in_the_field() -> None:
    book = replace(small_book(), records=records({CYCLE: {"c": Cycle(title="Blind", done="Det gik")}}))
    model, shelf = opened(book=book)
    listed = CycleList(model, "u1", DA)
    listed.rows.children[0].children[1].children[0].click()
    fill(listed.form, prediction="Det vidste vi")
    listed.form.save()
    assert "En forudsigelse skal være gemt før resultatet." in listed.form.line.widget.value
    assert "Hvad tror I, der sker?" in listed.form.line.widget.value
    assert shelf.kept == []
    assert listed.form.field("prediction").widget.value == "Det vidste vi"


def test_a_team_writes_the_barrier_and_a_leader_the_answer() -> None:
    team = views.barriers(opened()[0], DA)
    next(one for one in everything(team) if getattr(one, "description", "") == DA("entries.barrier.add")).click()
    assert DA("entries.barrier.what") in labels(team)
    assert DA("entries.barrier.answer") not in labels(team)
    lead = views.barriers(opened(LEAD)[0], DA)
    next(one for one in everything(lead) if getattr(one, "description", "") == DA("entries.barrier.add")).click()
    assert DA("entries.barrier.answer") in labels(lead)


def test_a_team_that_changes_an_answered_barrier_keeps_the_answer() -> None:
    model, shelf = opened()
    made = views.barriers(model, DA)
    change = next(one for one in everything(made) if getattr(one, "description", "").startswith("Ret Madrasser"))
    change.click()
    solved = next(one for one in everything(made) if getattr(one, "description", "") == DA("entries.barrier.solved_on"))
    solved.value = date(2026, 4, 1)
    next(one for one in everything(made) if getattr(one, "description", "") == DA("entries.save")).click()
    (barrier,) = shelf.values()
    assert (barrier.solved_on, barrier.answer) == (date(2026, 4, 1), "Ti er bestilt")
    assert "løst" in words(made)


def picker_of(model: ImprovementModel, kind: Any) -> Picker:
    items = driver_items if kind is DRIVER else idea_items
    return Picker(model, kind, "u1", DA, lambda: items(model, "u1", DA))


def test_the_programme_s_driver_is_changed_in_its_place() -> None:
    model, shelf = opened()
    listed = picker_of(model, DRIVER)
    listed.picker.value = "pu:spot:skin"
    assert listed.form.field("name").widget.value == "Huden ses efter hver dag"
    assert listed.remove not in listed.place.children, "the programme's own words cannot be deleted"
    fill(listed.form, name="Huden ses to gange om dagen")
    listed.form.save()
    assert [
        (record.key, driver.name, driver.under) for record, driver in zip(shelf.kept, shelf.values(), strict=True)
    ] == [("pu:spot:skin", "Huden ses to gange om dagen", "pu:spot")]
    assert "– Huden ses to gange om dagen" in [name for name, _ in listed.picker.options]


def test_the_team_s_words_can_be_deleted_and_the_programme_s_come_back() -> None:
    model, shelf = opened()
    listed = picker_of(model, DRIVER)
    listed.picker.value = "pu:learn"
    listed.remove.click()
    assert shelf.kept[0].content is None
    assert "Teamet lærer af hvert sår" in [name for name, _ in listed.picker.options]


def test_a_new_idea_hangs_on_a_driver_and_is_drawn_at_once() -> None:
    model, _ = opened()
    parts = driver_lists(model, "u1", DA, views._always)
    listed = picker_of(model, CHANGE_IDEA)
    listed.add.click()
    fill(listed.form, what=f"Et kort på døren {SCRIPT}", driver="own", status="testing", place="2")
    listed.form.save()
    assert "Et kort på døren" in parts[0].value
    assert "<script" not in parts[0].value


def test_a_rating_is_ticked_beside_the_words_of_its_step() -> None:
    model, shelf = opened()
    listed = progress_list(model, "u1", DA)
    listed.add.click()
    assert listed.form.field("on").widget.value == AS_OF
    group = listed.form.field("met").widget
    assert "Teamet er på plads" in words(group)
    listed.form.field("met").boxes["p05a"].value = True
    fill(listed.form, step="0.5")
    listed.form.save()
    (rating,) = shelf.values()
    assert (rating.step, rating.met, shelf.kept[0].kind) == ("0.5", ("p05a",), "progress_team")


def test_a_facilitator_gives_the_facilitator_s_rating_and_nobody_else_may() -> None:
    model, shelf = opened(FACILITATOR)
    listed = progress_list(model, "u1", DA)
    listed.add.click()
    fill(listed.form, step="2.0")
    listed.form.save()
    assert shelf.kept[0].kind == "progress_facilitator"
    assert progress_list(opened(LEAD)[0], "u1", DA).kind.id == "progress_team"


GARBAGE = ("<img src=x onerror=alert(1)>", "x" * 50_000, "0101901234", "010190-1234", "u2", "\x00\ud800", "=1+1")


@pytest.mark.parametrize("name", NAMES)
def test_garbage_in_every_widget_saves_nothing_that_does_not_belong(name: str) -> None:
    model, shelf = opened()
    made = getattr(views, name)(model, DA)
    for add in [one for one in everything(made) if isinstance(one, w.Button)]:
        add.click()
    kept = len(shelf.kept)
    for value in GARBAGE:
        for one in list(everything(made)):
            if isinstance(one, w.Text | w.Textarea):
                one.value = value
            elif isinstance(one, w.Dropdown):
                with pytest.raises(TraitError):
                    one.value = value if value != "u2" else "o1"
        for save in [b for b in everything(made) if getattr(b, "description", "") == DA("entries.save")]:
            save.click()
        assert "Traceback" not in words(made)
        assert "<img" not in words(made)
    assert all(record.municipality == OWN and record.unit in ("u1", "") for record in shelf.kept)
    assert not any("010190" in str(record.content) for record in shelf.kept[kept:])
    assert not any(len(record.content or "") > 5_000 for record in shelf.kept[kept:])
