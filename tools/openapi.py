"""Writes docs/reference/openapi.json from the routes of the read interface: python -m tools.openapi [--check]."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

SCHEMA = Path(__file__).resolve().parents[1] / "docs" / "reference" / "openapi.json"


def current_schema() -> str:
    """The schema as the program has it, in the form in which it is committed."""
    from gongkai.api.v1 import api

    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    schema = current_schema()
    if "--check" in sys.argv[1:]:
        if SCHEMA.read_text(encoding="utf-8") == schema:
            return 0
        print("docs/reference/openapi.json is out of date. Run `python -m tools.openapi`.", file=sys.stderr)
        return 1
    SCHEMA.write_text(schema, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
