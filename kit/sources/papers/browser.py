"""Printing a page to PDF with the browser that is installed; it is started without a window and without the network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from kit.errors import PrintFailed
from kit.sources.safe_write import written_whole

PATIENCE = 120  # seconds until a browser that does not answer is given up
_NAMES = ("chrome", "google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "msedge", "microsoft-edge")
_MAC = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Chromium.app/Contents/MacOS/Chromium",
)
_WINDOWS = (
    "Microsoft/Edge/Application/msedge.exe",
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
)
_ROOTS = ("PROGRAMFILES(X86)", "PROGRAMFILES", "LOCALAPPDATA")
_OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
)


def find_browser(platform: str = sys.platform, surroundings: Mapping[str, str] = os.environ) -> Path | None:
    """An installed Chrome, Edge or Chromium; None where there is none. ``BROWSER_PATH`` decides when it is set."""
    named = surroundings.get("BROWSER_PATH")
    places = iter([Path(named)]) if named else _places(platform, surroundings)
    return next((path for path in places if path.is_file()), None)


def _places(platform: str, surroundings: Mapping[str, str]) -> Iterator[Path]:
    found = (shutil.which(name, path=surroundings.get("PATH", "")) for name in _NAMES)
    yield from (Path(name) for name in found if name)
    if platform == "win32":
        roots = [Path(surroundings[name]) for name in _ROOTS if surroundings.get(name)]
        yield from (root / part for part in _WINDOWS for root in roots)
    elif platform == "darwin":
        roots = [Path("/Applications"), Path(surroundings.get("HOME", "/")) / "Applications"]
        yield from (root / part for part in _MAC for root in roots)


def print_pdf(browser: Path, html: str, path: Path) -> None:
    """Print a page that stands alone to the PDF at `path`.

    Raises
    ------
    PrintFailed
        ``papers.browser_failed`` when the browser makes no PDF, or none in `PATIENCE` seconds.
    FolderError
        When the file cannot be written.
    """
    # beside the file and not in /tmp: a browser that was installed as a snap sees the home folder only
    with tempfile.TemporaryDirectory(prefix="kit-papers-", dir=path.parent, ignore_cleanup_errors=True) as folder:
        page, made = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, encoding="utf-8")
        command = [str(browser), *_OPTIONS, *_as_root(), f"--user-data-dir={Path(folder) / 'profile'}"]
        _run([*command, f"--print-to-pdf={made}", page.as_uri()], browser)
        if not made.is_file() or not made.stat().st_size:
            raise PrintFailed("papers.browser_failed", browser=browser.name)
        content = made.read_bytes()
    written_whole(path, lambda draft: draft.write_bytes(content))


def _as_root() -> tuple[str, ...]:
    """Chromium on Linux refuses to run as root with its sandbox; the page is our own and loads nothing."""
    user = getattr(os, "geteuid", lambda: 1)()
    return ("--no-sandbox",) if user == 0 else ()


def _run(command: list[str], browser: Path) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError) as error:
        raise PrintFailed("papers.browser_failed", browser=browser.name) from error
