"""What a page was made from, as one digest: the same digest, the same page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import plotly

import kit
from kit import resources


def digest(content: bytes) -> str:
    """SHA-256 as hexadecimal text."""
    return hashlib.sha256(content).hexdigest()


def digest_of_files(root: Path, paths: Iterable[Path]) -> str:
    """One digest over the files' places below `root` and their contents."""
    whole = hashlib.sha256()
    for path in sorted(paths):
        whole.update(path.relative_to(root).as_posix().encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def inputs() -> dict[str, str]:
    """What every page depends on besides its notebook and its data: the kit's code and words, template and style."""
    package = Path(kit.__file__).parent
    code = [path for suffix in ("*.py", "*.csv") for path in package.rglob(suffix) if "_files" not in path.parts]
    found = {"kit": kit.__version__, "plotly": plotly.__version__, "code": digest_of_files(package, code)}
    for name in ("reports", "style"):
        folder = resources.templates(name)
        found[name] = digest_of_files(folder, (path for path in folder.rglob("*") if path.is_file()))
    return found


def fingerprint(shared: Mapping[str, str], notebook: bytes, data: str, language: str) -> str:
    """The digest of everything that decides how a page looks; `data` is the digest of the hand-over file."""
    parts = [*(f"{name}={value}" for name, value in sorted(shared.items())), digest(notebook), data, language]
    return digest("\n".join(parts).encode())
