"""The floors without Django stand without it, and read no clock."""

from __future__ import annotations

import ast
import subprocess
import sys

from tests.architecture.source import SRC, name_of, python_files, tree_of

IMPORT_ALL = """
import importlib, pkgutil, sys

class NoDjango:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "django":
            raise ImportError(f"{name} is not to be had")

sys.meta_path.insert(0, NoDjango())
import gongkai
for floor in ("bilingual", "errors", "flow", "text", "law", "reports", "cli.main"):
    package = importlib.import_module(f"gongkai.{floor}")
    for module in pkgutil.walk_packages(getattr(package, "__path__", ()), f"gongkai.{floor}."):
        importlib.import_module(module.name)
        print(module.name)
"""

FACES = ("cli", "server", "apps/core/worker.py")
CLOCKS = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("time", "time"),
    ("timezone", "now"),
}


def test_the_floors_below_the_registers_import_where_django_cannot_be_had() -> None:
    run = subprocess.run([sys.executable, "-c", IMPORT_ALL], capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stderr
    assert "gongkai.reports.schema" in run.stdout.split()


def test_only_faces_read_the_clock() -> None:
    reads = [
        f"{name_of(path)}:{node.lineno}"
        for path in python_files("src")
        if not any(path.is_relative_to(SRC / face) for face in FACES)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name | ast.Attribute)
        and (_last_name(node.value), node.attr) in CLOCKS
    ]

    assert reads == []


def _last_name(node: ast.Name | ast.Attribute) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr
