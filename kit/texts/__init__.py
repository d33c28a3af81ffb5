"""Words and formats in Danish, Norwegian (bokmål) and English."""

from kit.texts.catalogue import Texts, texts

__all__ = ["Texts", "texts"]
