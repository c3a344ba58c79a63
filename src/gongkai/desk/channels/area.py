"""The website in the rail."""

from __future__ import annotations

from gongkai.bilingual import Text
from gongkai.desk.rail import Act, Area

AREA = Area(
    Text("网站栏目", "Website"),
    "desk:column_list",
    "view",
    section="registers",
    key="w",
    acts=(
        Act(Text("网站访问量", "Visits of the website"), "desk:traffic"),
        Act(Text("筛查词库", "Words of the screening"), "desk:site_words"),
    ),
)
