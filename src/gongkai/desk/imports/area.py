"""Imports in the rail."""

from __future__ import annotations

from gongkai.bilingual import Text
from gongkai.desk.rail import Area

AREA = Area(Text("批量导入", "Imports"), "desk:import_list", "import", section="registers", key="i")
