"""The rules about a whole network are tested on the small network of the page tests."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "apps"))
