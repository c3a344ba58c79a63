"""The JSON Schema of a report, made from the editions and the model; committed as `data/report.schema.json`."""

from __future__ import annotations

import json
from typing import get_args

from gongkai.reports.editions import EDITION_IDS, edition
from gongkai.reports.findings import SEVERITIES
from gongkai.reports.model import Status
from gongkai.reports.serial.writing import JsonObject, JsonValue

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAME = "urn:gongkai:report"

TEXT: JsonObject = {"type": "string"}
TEXT_OR_NULL: JsonObject = {"type": ["string", "null"]}
NUMBER: JsonObject = {"type": "number"}
NUMBER_OR_NULL: JsonObject = {"type": ["number", "null"]}
COUNT: JsonObject = {"type": "integer", "minimum": 0}
FLAG: JsonObject = {"type": "boolean"}
DAY: JsonObject = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
DAY_OR_NULL: JsonObject = {"anyOf": [DAY, {"type": "null"}]}


def report_schema() -> JsonObject:
    """The schema that every output of `report_to_json` fulfils."""
    properties: JsonObject = {
        "source": {**TEXT, "description": "path or address as given"},
        "title": TEXT,
        "body": {**TEXT_OR_NULL, "description": "issuing body"},
        "division": {**TEXT_OR_NULL, "description": "county or other division"},
        "year": {"type": ["integer", "null"], "minimum": 0},
        "format": {"enum": list(EDITION_IDS), "description": "edition of the national tables"},
        "edition": {"enum": list(EDITION_IDS), "description": "the same value as format"},
        "dated": DAY_OR_NULL,
        "dated_printed": TEXT_OR_NULL,
        "signed": TEXT_OR_NULL,
        "period": {"anyOf": [{"type": "array", "items": DAY, "minItems": 2, "maxItems": 2}, {"type": "null"}]},
        "status": {"enum": list(get_args(Status))},
        "sections": _list(_section()),
        "cells": {
            "type": "object",
            "description": "every cell of the edition in printed order; null is a blank, never 0",
            "additionalProperties": NUMBER_OR_NULL,
        },
        "provenance": {"type": "object", "additionalProperties": _provenance()},
        "figures": _list(_figure()),
        "findings": _list(_finding()),
        "confidence": {
            "type": "object",
            "description": "only cells in doubt; 1 would be certain",
            "additionalProperties": {**NUMBER, "minimum": 0, "exclusiveMaximum": 1},
        },
        "reasons": {"type": "object", "additionalProperties": TEXT},
    }
    return {
        "$schema": DIALECT,
        "$id": NAME,
        "title": "Annual report on open government information",
        **_object(properties),
        "allOf": [_of_edition(edition_id) for edition_id in EDITION_IDS],
        "$defs": {f"cell-{edition_id}": {"enum": _known_cells(edition_id)} for edition_id in EDITION_IDS},
    }


def schema_text() -> str:
    """The text of the committed file."""
    return json.dumps(report_schema(), ensure_ascii=False, indent=1) + "\n"


def _of_edition(edition_id: str) -> JsonValue:
    """What holds for one edition: its cells are all there, and no cell of another is named."""
    names: JsonObject = {"propertyNames": {"$ref": f"#/$defs/cell-{edition_id}"}}
    return {
        "if": {"properties": {"format": {"const": edition_id}}},
        "then": {
            "properties": {
                "edition": {"const": edition_id},
                "cells": {**names, "required": list(edition(edition_id).cells)},
                "provenance": names,
                "confidence": names,
                "reasons": names,
            }
        },
    }


def _known_cells(edition_id: str) -> list[JsonValue]:
    form = edition(edition_id)
    return [*form.cells, *form.foreign_cells]


def _object(properties: JsonObject, *, optional: tuple[str, ...] = ()) -> JsonObject:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _list(of: JsonObject) -> JsonObject:
    return {"type": "array", "items": of}


def _section() -> JsonObject:
    return _object({"number": COUNT, "title": TEXT, "first_line": COUNT, "last_line": COUNT, "text": TEXT})


def _provenance() -> JsonObject:
    box: JsonObject = {"type": "array", "items": NUMBER, "minItems": 4, "maxItems": 4}
    places: JsonObject = {"line": COUNT, "text": TEXT, "page": COUNT, "box": box, "unit": TEXT}
    return _object(places, optional=("line", "page", "box", "unit"))


def _figure() -> JsonObject:
    names: JsonObject = {"measure": TEXT, "value": NUMBER, "unit": TEXT, "approx": FLAG, "implied": FLAG}
    return _object({**names, "line": COUNT, "text": TEXT})


def _finding() -> JsonObject:
    said: JsonObject = {
        "rule": TEXT,
        "severity": {"enum": list(SEVERITIES)},
        "where": {"type": "array", "items": TEXT, "minItems": 1},
        "message": TEXT,
        "message_en": TEXT,
        "evidence": TEXT,
        "hint": TEXT_OR_NULL,
        "hint_en": TEXT_OR_NULL,
        "cite": TEXT,
        "observed": {**FLAG, "description": "true for what the reader itself saw in the layout"},
    }
    return _object(said, optional=("observed",))
