"""Writes the backup that later versions are tested against: python -m tools.release_backup [folder].

Run once, when a version is released (see CONTRIBUTING.md). It makes an invented installation with the commands of the
product, fills it through the services, backs it up, and lays beside the backup the keys of that installation and the
digests of the migrations it was made by. What is there already is left alone: a release does not change.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

from gongkai import __version__
from tests.server.installations import Installation, prepared
from tools.messages import compile_stale

ROOT = Path(__file__).resolve().parents[1]
RELEASES = ROOT / "tests" / "server" / "releases"
APPS = ROOT / "src" / "gongkai" / "apps"
BACKUP, KEYS, MIGRATIONS = "gongkai.backup", "keys", "migrations.json"
FILL = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from tests.server.release_data import fill
fill()
"""


def main() -> int:
    target = Path(sys.argv[1]) if sys.argv[1:] else RELEASES / __version__
    if target.exists():
        print(f"{target} is there already; a released version is not written anew.", file=sys.stderr)
        return 1
    write_release(target)
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    print(f"{target}: {size // 1024} KB")
    return 0


def write_release(target: Path) -> None:
    """Backup, keys and digests of the migrations, into a folder that is not there yet."""
    compile_stale()
    with tempfile.TemporaryDirectory(prefix="gongkai-release-") as name:
        made = prepared(Path(name) / "installation")
        made.python(FILL)
        target.mkdir(parents=True)
        _back_up(made, target / BACKUP)
        shutil.copytree(made.keys, target / KEYS)
    told = json.dumps(migration_digests(), indent=1, sort_keys=True)
    (target / MIGRATIONS).write_text(told + "\n", encoding="utf-8")


def migration_digests() -> dict[str, str]:
    """Each migration of ours with the digest of its file."""
    paths = sorted(APPS.glob("*/migrations/[0-9]*.py"))
    return {path.relative_to(APPS).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def _back_up(made: Installation, path: Path) -> None:
    ended = made.run("backup", str(path), "--quiet")
    if ended.returncode:
        raise SystemExit(ended.stderr)


if __name__ == "__main__":
    sys.exit(main())
