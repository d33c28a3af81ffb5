"""The scripts and styles of the pages. They are the same for everyone, hold no data, and travel compressed.

A room with 150 phones loads them all at once: compressed a first visit is a third of its size. Each file is compressed
once, into the server's scratch folder, for the server has one thread.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import os
import re
from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_server.base.handlers import FileFindHandler
from jupyterlab_server.themes_handler import ThemesHandler
from tornado.web import HTTPError
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler

WORTH_IT = {".js", ".css", ".json", ".svg", ".map", ".html"}
SMALL = 1400
HASHED = re.compile(r"\.[0-9a-f]{16,}\.js$")
YEAR = 31_536_000

if TYPE_CHECKING:
    from tornado.web import StaticFileHandler as Files
else:
    Files = object


def edition_of(folders: Iterable[Path]) -> str:
    """A short name for the files in some folders as they are now. What has it in its address never changes."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


class Squeezer:
    """Compressed copies of files, made when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "squeezed"
        self._folder.mkdir(parents=True, exist_ok=True)

    def copy_of(self, path: Path) -> Path:
        """The compressed copy of `path` as it is now; it carries the file's own date."""
        facts = path.stat()
        name = hashlib.sha256(f"{path}|{facts.st_mtime_ns}|{facts.st_size}".encode()).hexdigest()
        copy = self._folder / f"{name}.gz"
        if not copy.exists():
            copy.write_bytes(gzip.compress(path.read_bytes(), 9))
            os.utime(copy, ns=(facts.st_atime_ns, facts.st_mtime_ns))
        return copy


class ShortErrors(Files):
    """Answers a script's mistake with a number: a page is for people, and Jupyter's own has templates to miss."""

    def write_error(self, status_code: int, **_: object) -> None:
        """The status, and nothing of what went wrong."""
        self.finish(f"{status_code}")


class Squeezed(ShortErrors):
    """Sends a compressed copy to browsers that take one, and security headers to all."""

    plain = ""

    def set_default_headers(self) -> None:
        """Add the security headers; a handler of Jupyter's own adds its headers too."""
        if hasattr(super(), "set_default_headers"):
            super().set_default_headers()
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        """The file to send: the copy, when the browser takes it and it is worth the trouble."""
        found = super().validate_absolute_path(root, absolute_path)
        if found is None:
            return None
        self.plain = found
        self.set_header("Vary", "Accept-Encoding")
        takes = "gzip" in self.request.headers.get("Accept-Encoding", "")
        if not takes or "Range" in self.request.headers or not _worth_it(Path(found)):
            return found
        self.set_header("Content-Encoding", "gzip")
        squeezer: Squeezer = self.settings["kit_squeezer"]
        return str(squeezer.copy_of(Path(found)))

    def get_content_size(self) -> int:
        """The size of what is sent; tornado has looked at the file itself already."""
        assert self.absolute_path is not None
        return Path(self.absolute_path).stat().st_size

    def get_content_type(self) -> str:
        """The type of the file itself."""
        return mimetypes.guess_type(self.plain)[0] or "application/octet-stream"

    def set_headers(self) -> None:
        """A file with its content's hash or the edition in its address never changes; any other is asked for again."""
        super().set_headers()
        address = self.request.path
        if HASHED.search(address) or f"/{self.settings['kit_edition']}/" in address:
            self.set_header("Cache-Control", f"public, max-age={YEAR}, immutable")
            self.clear_header("Expires")
        elif "v" not in self.request.arguments:
            self.set_header("Cache-Control", "no-cache")


def _worth_it(path: Path) -> bool:
    return path.suffix in WORTH_IT and path.stat().st_size > SMALL


class TemplateFiles(Squeezed, TemplateStaticFileHandler):
    """Files of Voilà's templates."""

    def parse_url_path(self, path: str) -> str:
        """Refuse an address that is not ``<template>/static/<file>`` before Voilà trips over it."""
        parts = path.split("/")
        whole = len(parts) > 2 and parts[1] == "static" and parts[0].isidentifier() and parts[-1] != ""
        if not whole or ".." in parts or "\0" in path:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        return str(super().parse_url_path(path))


class SharedFiles(Squeezed, MultiStaticFileHandler):
    """Files from a list of folders."""


class ThemeFiles(ShortErrors, ThemesHandler):
    """The colours of Voilà's pages."""


class ExtensionFiles(Squeezed, FileFindHandler):
    """Files of the browser side of ipywidgets and plotly."""
