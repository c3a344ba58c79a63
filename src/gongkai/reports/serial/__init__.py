"""The report as JSON, there and back: what `gongkai read` prints, and its JSON Schema."""

from gongkai.reports.serial.reading import read_json, report_from_json
from gongkai.reports.serial.shape import report_schema, schema_text
from gongkai.reports.serial.writing import json_text, report_to_json

__all__ = ["json_text", "read_json", "report_from_json", "report_schema", "report_to_json", "schema_text"]
