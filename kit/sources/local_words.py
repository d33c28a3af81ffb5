"""The sheet of local words in network.xlsx: one form of a word and what stands there instead, line by line."""

from __future__ import annotations

from kit.domain.local_words import LONGEST_WORD, LocalWord, fault_of, glossary_forms
from kit.domain.programme import Programme
from kit.sources.row import Row
from kit.sources.values import shown


class LocalWords:
    """Reads the lines of the sheet. Without a programme no word is held against its glossary."""

    def __init__(self, programme: Programme | None, language: str) -> None:
        self._programme = programme
        forms = glossary_forms(programme.glossary, language) if programme else ()
        self._known = {form.casefold() for form in forms}
        self._lines: dict[str, str] = {}

    def read(self, row: Row) -> LocalWord | None:
        """The local word of a line, or None with what is wrong noted."""
        word = " ".join(row.text("standard_word", required=True).split())
        local = row.text("local_word", required=True)
        fault = fault_of(local)
        if fault:
            row.note("local_word", fault, found=shown(local)[:LONGEST_WORD], n=len(local), most=LONGEST_WORD)
        if word:
            self._judge(row, word)
        return LocalWord(word, local) if row.good("standard_word", "local_word") else None

    def _judge(self, row: Row, word: str) -> None:
        before = self._lines.setdefault(word.casefold(), row.place("standard_word"))
        if self._programme and not self._known:
            row.note("standard_word", "no_glossary", expected=self._programme.id)
        elif self._programme and word.casefold() not in self._known:
            row.note("standard_word", "unknown_word", found=shown(word)[:LONGEST_WORD], expected=self._programme.id)
        elif before != row.place("standard_word"):
            row.note("standard_word", "same_word", found=shown(word)[:LONGEST_WORD], other=before)
