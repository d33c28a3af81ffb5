"""Widgets that everybody can use: a label above each field, full width on a phone, and a status line that speaks.

Only native fields are used (select, text, date, radio, button): sliders and toggle buttons have no name for screen
readers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.apps.parts import PLOTLY, Picture, Piece, figure_bundle, wrap
from kit.apps.saving import error_sentence
from kit.kernels.faults_told import tell_fault
from kit.texts import Texts

Options = Sequence[tuple[str, Any]]
WIDE = {"width": "auto", "max_width": "100%"}
LABEL = {"description_width": "initial"}


def dropdown(label: str, options: Options, value: Any) -> w.Dropdown:
    """A list to choose from."""
    return w.Dropdown(options=options, value=value, description=label, layout=w.Layout(**WIDE), style=LABEL)


def unit_dropdown(label: str, units: Options, value: Any) -> w.Dropdown:
    """The list that says which unit the page is about. A browser's tab keeps the choice (news.js): one list a page."""
    made = dropdown(label, units, value)
    made.add_class("kit-stays")
    return made


def text(label: str, value: str = "", hint: str = "") -> w.Text:
    """One line of text. It is sent when the reader leaves the field, not at every key."""
    return w.Text(
        value=value, description=label, placeholder=hint, continuous_update=False, layout=w.Layout(**WIDE), style=LABEL
    )


def figure(label: str, value: str = "") -> w.Text:
    """A number, typed as text so that it may be empty and have a decimal comma; a phone shows its number keys."""
    made = text(label, value)
    made.add_class("kit-figure")
    return made


def on_enter(field: w.Text, action: Callable[[], None]) -> None:
    """Do `action` when the reader presses Enter in a field; its value has been sent by then.

    On the kit's own pages, that is: `kit.js` sees to it.
    """

    def heard(_field: w.Widget, content: Any, _buffers: Any) -> None:
        if isinstance(content, dict) and content.get("event") == "submit":
            action()

    field.on_msg(heard)


def textarea(label: str, value: str = "") -> w.Textarea:
    """Several lines of text, sent when the reader leaves the field."""
    return w.Textarea(value=value, description=label, continuous_update=False, layout=w.Layout(**WIDE), style=LABEL)


def day(label: str, value: date | None = None) -> w.DatePicker:
    """A day."""
    return w.DatePicker(description=label, value=value, layout=w.Layout(**WIDE), style=LABEL)


def button(label: str) -> w.Button:
    """A button with words on it."""
    return w.Button(description=label, layout=w.Layout(width="auto"))


def second(label: str) -> w.Button:
    """A button for what is done less often."""
    made = button(label)
    made.add_class("kit-second")
    return made


def checkbox(label: str, value: bool = False) -> w.Checkbox:
    """A box to tick, with its words beside it."""
    return w.Checkbox(value=value, description=label, indent=False, layout=w.Layout(**WIDE))


def radio(label: str, options: Options) -> w.RadioButtons:
    """A few choices, all to be seen, none chosen yet. The page's script gives the group its name (static/kit.js)."""
    made = w.RadioButtons(options=options, description=label, layout=w.Layout(**WIDE), style=LABEL)
    made.value = None
    made.add_class("kit-choices")
    return made


def group(label: str, children: Iterable[w.Widget]) -> w.VBox:
    """Fields that belong together, under words that name them."""
    return column([markup(Markup('<p class="kit-legend">{}</p>').format(label)), *children])


def row(children: Iterable[w.Widget]) -> w.HBox:
    """Widgets beside each other; on a phone they wrap."""
    return w.HBox(list(children), layout=w.Layout(width="100%", flex_flow="row wrap"))


def focus(field: w.Widget) -> None:
    """Move the reader to a field, as far as it can take the focus."""
    if hasattr(field, "focus"):
        field.focus()


def markup(content: Markup | str = "") -> w.HTML:
    """Words in the kit's look."""
    return w.HTML(value=wrap(Markup(content)))


def say(place: w.HTML, content: Markup | str) -> None:
    """Put other words in a place made by `markup`."""
    place.value = wrap(Markup(content))


def column(children: Iterable[w.Widget], *classes: str) -> w.VBox:
    """Widgets below each other."""
    box = w.VBox(list(children), layout=w.Layout(width="100%"))
    for name in classes:
        box.add_class(name)
    return box


def figure_place() -> w.Output:
    """A place for a figure."""
    place = w.Output()
    place.add_class("kit-plot")
    return place


def picture(place: w.Output, shown: Picture | None) -> None:
    """Draw a figure in `place`. The data are set, never printed, and nothing but them travels to the page.

    The place takes the figure's height: when a phone is turned, plotly forgets its own and asks what it stands in.
    """
    if shown is None:
        place.outputs, place.layout.height = (), None
        return
    data, metadata = figure_bundle(shown)
    place.layout.height = f"{data[PLOTLY]['layout'].get('height') or 320}px"
    place.outputs = ({"output_type": "display_data", "data": data, "metadata": metadata},)


def pieces(parts: Iterable[Piece]) -> w.VBox:
    """Words and figures below each other."""
    made: list[w.Widget] = []
    for piece in parts:
        if isinstance(piece, Picture):
            place = figure_place()
            picture(place, piece)
            made.append(place)
        else:
            made.append(markup(piece))
    return column(made, "kit-form", "kit-wide")


class Status:
    """The line that says what happened, read aloud by screen readers."""

    def __init__(self) -> None:
        self.widget = w.HTML()
        self.widget.add_class("kit-status")

    def _put(self, role: str, sentence: str) -> None:
        self.widget.value = str(Markup('<p role="{}">{}</p>').format(role, sentence))

    def good(self, sentence: str) -> None:
        """Something went as it should."""
        self._put("status", sentence)

    def bad(self, sentence: str) -> None:
        """Something was refused; the sentence says why and what to do."""
        self._put("alert", sentence)

    def wait(self, sentence: str) -> None:
        """Something is missing still; nothing went wrong."""
        self.widget.value = str(Markup('<p role="status" class="kit-waits">{}</p>').format(sentence))

    def clear(self) -> None:
        """Nothing to say."""
        self.widget.value = ""


def guarded(status: Status, texts: Texts, action: Callable[[], str | None]) -> bool:
    """Do `action` and say what it returns, or why it was refused. No traceback ever reaches the page.

    Returns whether it went well.
    """
    try:
        sentence = action()
    except Exception as error:
        tell_fault("Something that was asked of a page failed.", error)
        status.bad(error_sentence(error, texts))
        return False
    if sentence:
        status.good(sentence)
    return True
