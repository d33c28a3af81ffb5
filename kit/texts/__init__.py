"""Words and formats in Danish, Norwegian (bokmål) and English."""

from kit.texts.catalogue import Texts, texts, texts_of

__all__ = ["Texts", "texts", "texts_of"]
