"""One text in the three languages of the kit."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("da", "nb", "en")


@dataclass(frozen=True, slots=True)
class Label:
    """A text side by side in Danish, Norwegian (bokmål) and English."""

    da: str
    nb: str
    en: str

    def text(self, language: str) -> str:
        """The text in `language`, one of `LANGUAGES`; raises ValueError for any other."""
        if language not in LANGUAGES:
            raise ValueError(f"language is {language!r}; expected one of {', '.join(LANGUAGES)}")
        return str(getattr(self, language))


def same(text: str) -> Label:
    """A label that reads the same in every language (a name, a code)."""
    return Label(text, text, text)
