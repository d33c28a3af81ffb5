"""The preparation as forms: one theme of the checklist at a time, the teams, the commitments and what was sent."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as w
from markupsafe import Markup

from kit.apps import html
from kit.apps import preparation_commitment as promised
from kit.apps import preparation_team as teams
from kit.apps.entry_words import entry_brief, who
from kit.apps.preparation import ItemRow, PreparationModel
from kit.apps.preparation_changes import changes_html
from kit.apps.preparation_checklist import due_text, item_text, owners, status_word
from kit.apps.preparation_letters import letters_html
from kit.apps.preparation_readiness import blockers_html, readiness_html
from kit.apps.saving import clock, error_sentence, receipt_sentence
from kit.apps.views import widgets as kw
from kit.apps.views.entry_form import EntryList
from kit.domain.checklist import ItemStatus
from kit.domain.entries.entry import Entry, Kind
from kit.domain.entries.team import COMMITMENT, LETTER_SENT, MEMBER
from kit.errors import ChangedMeanwhile
from kit.texts import Texts


def _following(model: PreparationModel, made: Callable[[], Markup]) -> w.HTML:
    """Words that are always as they are after the latest save."""
    place = kw.markup(made())
    model.watch(lambda: kw.say(place, made()))
    return place


def readiness(model: PreparationModel, texts: Texts) -> w.Widget:
    """The readiness and the next step."""
    return _following(model, lambda: readiness_html(model, texts, folded=True))


def blockers(model: PreparationModel, texts: Texts) -> w.Widget:
    """What stands in the way."""
    return _following(model, lambda: blockers_html(model, texts, folded=True))


def changes(model: PreparationModel, texts: Texts) -> w.Widget:
    """What changed since last week, with what this page has saved."""
    return _following(model, lambda: changes_html(model.book, texts))


class ItemForm:
    """The fields of one item. The model holds the state; the fields only show and send it.

    When somebody else has changed the item meanwhile, nothing is written over: the form says who and when, shows what
    stands now, and asks whose words to keep.
    """

    def __init__(
        self, model: PreparationModel, row: ItemRow, texts: Texts, saved: Callable[[], None] = lambda: None
    ) -> None:
        self.model, self.texts, self.id, self._saved = model, texts, row.item.id, saved
        statuses = [(texts(f"apps.status.{status}"), str(status)) for status in ItemStatus]
        roles = [(texts.label(name), role) for role, name in model.book.programme.roles.items()]
        self.status = kw.dropdown(texts("apps.form.status", item=self.id), statuses, str(row.state.status))
        self.owner = kw.dropdown(texts("apps.form.owner", item=self.id), roles, model.owner(row))
        self.note = kw.textarea(texts("apps.form.note", item=self.id), row.state.note)
        self.line, self.news, self.between = kw.Status(), kw.markup(), kw.column([])
        self.mine, self.theirs = kw.second(texts("entries.keep_mine")), kw.second(texts("entries.take_theirs"))
        fields = kw.column([self.status, self.owner], "kit-fields")
        self.words = kw.markup(self._words())
        shown = [self.words, fields, self.note, self.between, self.line.widget]
        self.widget = kw.column(shown, "kit-row")
        self._filling = False
        for field in (self.status, self.owner, self.note):
            field.observe(self._changed, names="value")
        self.mine.on_click(lambda _: self.save())
        self.theirs.on_click(lambda _: self._take_theirs())
        model.watch(lambda: kw.say(self.words, self._words()))

    def _words(self) -> Markup:
        row = self.model.row_of(self.id)
        due: html.Cell = self.texts("apps.form.due", due=due_text(row, self.texts))
        if row.late:
            due = html.join(due, html.Word("!", self.texts("apps.due.late"), "warn"), between=" ")
        return html.join(html.paragraph(item_text(self.model, row, self.texts)), html.paragraph(due, "small"))

    def _changed(self, _change: object) -> None:
        if not self._filling:
            self.save()

    def save(self) -> None:
        """Save what the fields hold, or say why not; nothing typed is lost either way."""
        try:
            receipt = self.model.save_item(self.id, self.status.value, self.owner.value, self.note.value)
        except ChangedMeanwhile as news:
            self._tell(news)
        except Exception as error:
            self.line.bad(error_sentence(error, self.texts))
        else:
            self.between.children = ()
            self.line.good(receipt_sentence(receipt, self.texts))
            self._saved()

    def fill(self) -> None:
        """Show what stands now."""
        row, self._filling = self.model.row_of(self.id), True
        try:
            self.status.value, self.note.value = str(row.state.status), row.state.note
            self.owner.value = self.model.owner(row)
        finally:
            self._filling = False
        self.between.children = ()

    def _tell(self, news: ChangedMeanwhile) -> None:
        texts, row = self.texts, self.model.row_of(self.id)
        time = texts.formats.time(news.at.astimezone())
        self.line.bad(texts("entries.changed", who=who(news.by, self.model.book, texts), time=time))
        facts = [
            (texts("apps.items.status"), Markup(status_word(row.state.status, texts).__html__())),
            (texts("apps.items.owner"), owners(self.model, row, texts)),
            (texts("apps.items.note"), row.state.note),
        ]
        kw.say(self.news, html.definitions(facts))
        self.between.children = (self.news, kw.row([self.mine, self.theirs]))

    def _take_theirs(self) -> None:
        self.fill()
        self.line.good(self.texts("entries.took_theirs"))


class ChecklistForm:
    """The checklist, one theme at a time. A theme's fields are made when it is chosen for the first time."""

    def __init__(self, model: PreparationModel, texts: Texts) -> None:
        self.model, self.texts = model, texts
        themes = [(texts.label(theme.name), theme.id) for theme in model.book.programme.checklist.themes]
        self.chooser = kw.dropdown(texts("apps.form.theme"), themes, _first_theme(model) or themes[0][1])
        self.place, self.line = kw.column([]), kw.Status()
        self.undo = kw.second(texts("entries.undo"))
        self.forms: dict[str, ItemForm] = {}
        self._made: dict[str, tuple[w.Widget, ...]] = {}
        self.chooser.observe(lambda _: self.show(), names="value")
        self.undo.on_click(lambda _: self._undo())
        model.watch(self._offer)
        words = html.join(html.heading(2, texts("apps.checklist.title")), html.paragraph(texts("apps.checklist.how")))
        shown = [kw.markup(words), self.chooser, self.place, self.undo, self.line.widget]
        self.widget = kw.column(shown, "kit-form")
        self.show()
        self._offer()

    def show(self) -> None:
        """Show the theme that is chosen."""
        theme = str(self.chooser.value)
        if theme not in self._made:
            made = [ItemForm(self.model, row, self.texts, self.line.clear) for row in self.model.rows(theme)]
            self.forms |= {form.id: form for form in made}
            self._made[theme] = tuple(form.widget for form in made)
        self.place.children = self._made[theme]

    def _offer(self) -> None:
        self.undo.layout.display = "" if self.model.undoable else "none"

    def _undo(self) -> None:
        item, form = self.model.undoable, self.forms.get(self.model.undoable)
        try:
            receipt = self.model.undo()
        except ChangedMeanwhile as news:
            person, time = who(news.by, self.model.book, self.texts), self.texts.formats.time(news.at.astimezone())
            self.line.bad(self.texts("apps_preparation.undo.changed", who=person, item=item, time=time))
        except Exception as error:
            self.line.bad(error_sentence(error, self.texts))
            return
        else:
            self.line.good(self.texts("apps_preparation.undone", item=item, time=clock(receipt, self.texts)))
        if form:
            form.fill()
            form.line.clear()
        self._offer()


def _first_theme(model: PreparationModel) -> str:
    """The theme of the next step: the form opens where there is something to do."""
    row = model.next_step()
    return row.item.theme if row else ""


def build(model: PreparationModel, texts: Texts) -> w.Widget:
    """The checklist as a form."""
    return ChecklistForm(model, texts).widget


def _list(model: PreparationModel, kind: Kind, unit: str, texts: Texts, name: Callable[[Entry], str]) -> EntryList:
    def describe(entry: Entry) -> Markup:
        return entry_brief(entry, model.desk, kind, texts)

    return EntryList(model.desk, kind, unit, texts, describe, name)


class TeamForm:
    """One team at a time: the check, who stands in the network file, and the list of those entered."""

    def __init__(self, model: PreparationModel, texts: Texts) -> None:
        self.model, self.texts = model, texts
        units = ["", *(unit.id for unit in model.book.units_of(model.code))]
        places = [(teams.place_name(model.book, unit, texts), unit) for unit in units]
        first = next((unit for unit in units[1:] if unit in model.places), units[0])
        self.chooser = kw.dropdown(texts("apps_preparation.team.which"), places, first)
        self.place, self.check = kw.column([]), kw.markup()
        self.lists: dict[str, EntryList] = {}
        self.chooser.observe(lambda _: self.show(), names="value")
        model.watch(lambda: kw.say(self.check, self._checked()))
        self.widget = kw.column(
            [kw.markup(teams.heading_html(texts)), self.chooser, self.check, self.place], "kit-form"
        )
        self.show()

    def show(self) -> None:
        """Show the team that is chosen: as a form where the visitor may write, else to read."""
        unit = str(self.chooser.value)
        kw.say(self.check, self._checked())
        if unit not in self.model.places:
            self.place.children = (_following(self.model, lambda: self._read_only(unit)),)
            return
        if unit not in self.lists:
            self.lists[unit] = _list(self.model, MEMBER, unit, self.texts, lambda entry: str(entry.value.name))
        self.lists[unit].show()
        self.place.children = (self.lists[unit].widget,)

    def _checked(self) -> Markup:
        book, unit = self.model.book, str(self.chooser.value)
        check = teams.check_html(book, self.model.code, unit, self.texts)
        return html.join(check, teams.from_file_html(book, self.model.code, unit, self.texts))

    def _read_only(self, unit: str) -> Markup:
        book = self.model.book
        members = [one for one in teams.team_of(book, self.model.code, unit) if one.entered]
        caption = self.texts("apps_preparation.team.caption", place=teams.place_name(book, unit, self.texts))
        return teams.members_html(book, members, caption, self.texts) if members else Markup("")


def team(model: PreparationModel, texts: Texts) -> w.Widget:
    """The teams as forms."""
    return TeamForm(model, texts).widget


def commitment(model: PreparationModel, texts: Texts) -> w.Widget:
    """The commitments as a list, and the page to sign as it will be printed."""
    entered = _list(model, COMMITMENT, "", texts, lambda entry: str(entry.value.name))
    head = kw.markup(promised.heading_html(texts))
    return kw.column(
        [head, entered.widget, _following(model, lambda: promised.sheet_html(model.book, model.code, texts))]
    )


def letters(model: PreparationModel, texts: Texts) -> w.Widget:
    """The letters to read and copy, and the list of what was sent."""
    names = {letter.id: texts.label(letter.name) for letter in model.book.programme.letters}
    sent = _list(model, LETTER_SENT, "", texts, lambda entry: names.get(entry.value.letter, entry.value.letter))
    title = kw.markup(html.heading(3, texts("apps_preparation.letters.sent_list")))
    return kw.column([_following(model, lambda: letters_html(model, texts)), title, sent.widget])
