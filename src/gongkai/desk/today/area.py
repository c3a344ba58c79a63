"""The first page in the rail."""

from gongkai.bilingual import Text
from gongkai.desk.rail import Area

AREA = Area(Text("今日", "Today"), "desk:today", "today", key="t")
