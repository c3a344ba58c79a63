"""Measures a fresh clone: seconds from `make demo` to the first page beyond those of pip."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
GOAL_SECONDS = 90
PATIENCE = 900


def main() -> int:
    port = os.environ.get("PORT", "8391")
    with tempfile.TemporaryDirectory(prefix="gongkai-clone-") as name:
        clone = Path(name) / "gongkai"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        started = time.monotonic()
        subprocess.run(["make", ".venv/.runtime"], cwd=clone, check=True)
        installed = time.monotonic()
        served = subprocess.Popen(
            ["make", "demo"],
            cwd=clone,
            env={**os.environ, "PORT": port},
            start_new_session=True,
            stdout=subprocess.DEVNULL,
        )
        try:
            _until_answered(f"http://127.0.0.1:{port}/shifan/", served)
            seconds = time.monotonic() - installed
        finally:
            os.killpg(served.pid, signal.SIGTERM)
            served.wait(PATIENCE)
    print(
        f"pip {installed - started:.0f} s; from there to the first page {seconds:.0f} s (goal: at most {GOAL_SECONDS})"
    )
    return int(seconds > GOAL_SECONDS)


def _until_answered(address: str, served: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and served.poll() is None:
        try:
            with urlopen(address, timeout=10) as page:
                page.read()
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise SystemExit("no page came")


if __name__ == "__main__":
    sys.exit(main())
