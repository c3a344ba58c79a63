"""A small picture that passes for the scan of a signed form."""

from __future__ import annotations

import io

import segno


def scan_file(name: str = "签批单.png") -> io.BytesIO:
    """A PNG, as a form would send it."""
    file = io.BytesIO()
    segno.make("签批单").save(file, kind="png")
    file.seek(0)
    file.name = name
    return file
