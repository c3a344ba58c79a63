"""Pictures of the demo pages, wide and narrow: python -m tools.shots. Needs chromium."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "var" / "demo"
SHOTS = ROOT / "var" / "shots"
WIDTHS = (1440, 390)
TALLEST = 16_000

FRAME = """<!doctype html><meta charset="utf-8"><style>body{{margin:0}}iframe{{border:0;display:block}}</style>
<iframe src="{page}" width="{width}" height="{height}"
 onload="document.title='height='+this.contentDocument.documentElement.scrollHeight"></iframe>"""

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--allow-file-access-from-files",
    "--disable-background-networking",
    "--no-first-run",
    "--virtual-time-budget=3000",
)


def find_chromium() -> str | None:
    return next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )


def run(chromium: str, profile: Path, *arguments: str) -> str:
    command = [chromium, *FLAGS, f"--user-data-dir={profile}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def take(chromium: str, page: Path, width: int) -> Path:
    """One picture of a page at its full height. The frame gives widths that the browser's window does not reach."""
    shot = SHOTS / f"{page.relative_to(PAGES).with_suffix('').as_posix().replace('/', '-')}-{width}.png"
    with tempfile.TemporaryDirectory() as folder:
        frame = Path(folder) / "frame.html"
        frame.write_text(FRAME.format(page=page.as_uri(), width=width, height=800), encoding="utf-8")
        told = re.search(r"<title>height=(\d+)", run(chromium, Path(folder) / "p", "--dump-dom", frame.as_uri()))
        height = min(int(told[1]) if told else 4000, TALLEST)
        frame.write_text(FRAME.format(page=page.as_uri(), width=width, height=height), encoding="utf-8")
        size = f"--window-size={width},{height}"
        run(chromium, Path(folder) / "p", size, f"--screenshot={shot}", frame.as_uri())
    return shot


def main() -> int:
    chromium = find_chromium()
    if chromium is None:
        print(
            "没有找到 chromium。Debian：sudo apt-get install chromium\n"
            "Chromium was not found. On Debian: sudo apt-get install chromium",
            file=sys.stderr,
        )
        return 1
    SHOTS.mkdir(parents=True, exist_ok=True)
    pages = sorted(PAGES.rglob("*.html"))
    for page in pages:
        for width in WIDTHS:
            print(take(chromium, page, width).relative_to(ROOT))
    return 0 if pages else 1


if __name__ == "__main__":
    sys.exit(main())
