"""Makes a demonstration installation in var/installation and serves it: python -m tools.demo_installation.

SERVE=0 loads without serving; PORT chooses another port. Each run starts anew in a fresh folder.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
import time
from pathlib import Path

from gongkai.cli.above import start_django
from gongkai.server.keys import create_keys
from tools.messages import compile_stale

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "installation"
MARK = "made-by-make-demo"


def main() -> int:
    started = time.monotonic()
    port = os.environ.get("PORT", "8000")
    is_serving = os.environ.get("SERVE", "1") != "0"
    if is_serving and _is_taken(int(port)):
        print(f"端口 {port} 已被占用。请用 PORT=8001 make demo。", file=sys.stderr)
        print(f"Port {port} is taken. Try PORT=8001 make demo.", file=sys.stderr)
        return 1
    settle(FOLDER, port)
    accounts = load()
    print(f"\n演示平台已装入（{time.monotonic() - started:.0f} 秒） Loaded in {time.monotonic() - started:.0f} s")
    _tell(accounts, port)
    if is_serving:
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, "-m", "gongkai.cli", "serve"])
    return 0


def settle(folder: Path, port: str) -> None:
    """A fresh folder with keys, and the settings of a demonstration in the environment."""
    if folder.exists():
        if not (folder / MARK).is_file():
            raise SystemExit(f"{folder} was not made by make demo; it was left alone.")
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / MARK).touch()
    create_keys(folder / "keys")
    for name in [name for name in os.environ if name.startswith(("GONGKAI_", "DJANGO_"))]:
        del os.environ[name]
    os.environ.update(
        GONGKAI_DATA_DIR=str(folder / "data"),
        GONGKAI_KEYS_DIR=str(folder / "keys"),
        GONGKAI_NOTICES_DIR=str(folder / "notices"),
        GONGKAI_HTTPS="0",
        GONGKAI_DEMO="1",
        GONGKAI_LISTEN=f"127.0.0.1:{port}",
        GONGKAI_LOG_FORM="plain",
    )


def load() -> list[tuple[str, str]]:
    """Set it up and fill the registers; user names with what each role is called."""
    compile_stale()
    start_django()
    from gongkai.server.installation import migrate
    from tools.demo_registers import load_registers

    migrate(is_quiet=True)
    return load_registers()


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _tell(accounts: list[tuple[str, str]], port: str) -> None:
    from tools.demo_registers import PASSWORD

    print("演示账号（只在本机可用） Demonstration accounts, for this machine only:")
    for username, label in accounts:
        print(f"  {username:<22}{label}")
    print(f"  口令 password: {PASSWORD}")
    print(f"门户 portal  http://127.0.0.1:{port}/")
    print(f"工作台 desk  http://127.0.0.1:{port}/shifan/desk/")


if __name__ == "__main__":
    sys.exit(main())
