"""The words of the field: one term in three languages, and where a source was seen to use it."""

from __future__ import annotations

from dataclasses import dataclass

from kit.domain.label import Label

SEEN = "°"  # stands after a word of the glossary file that a source was seen to use


@dataclass(frozen=True, slots=True)
class Term:
    """A term. `word` may hold two forms with `` / `` between them; `seen` are the languages in which a source uses at
    least one of the forms. What is not seen is a translation or general usage.
    """

    id: str
    word: Label
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Glossary:
    """Every term, in the file's order."""

    terms: tuple[Term, ...] = ()

    def term(self, term_id: str) -> Term | None:
        """The term with this id, or None."""
        return next((term for term in self.terms if term.id == term_id), None)


def without_marks(text: str) -> str:
    """A cell of the glossary file without its marks: ``fald ° / styrt`` is ``fald / styrt``."""
    return " ".join(text.replace(SEEN, " ").split()).replace(" ,", ",")
