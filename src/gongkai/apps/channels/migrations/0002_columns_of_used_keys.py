"""Publications named columns before columns were a register: open a website and its columns for the keys in use."""

from django.db import migrations
from django.db.models import Min
from django.db.models.functions import Length

NAMES = {
    "county_news": ("本地要闻", "news"),
    "department_news": ("部门动态", "news"),
    "township_news": ("乡镇动态", "news"),
    "state_council": ("国务院信息", "policies"),
    "notices": ("通知公告", "policies"),
    "planning": ("规划计划", "catalogue"),
    "personnel": ("人事信息", "catalogue"),
    "department_matters": ("部门重要事项", "catalogue"),
    "emergency": ("应急管理", "catalogue"),
    "execution": ("决策执行", "catalogue"),
    "consultations": ("意见征集", "surveys"),
    "policies": ("政策文件", "policies"),
}


def open_columns(apps, _editor):
    publications = apps.get_model("disclosure", "Publication").objects.exclude(column="")
    governments = apps.get_model("bodies", "Government").objects.select_related("body")
    taken = []
    for government in governments.order_by(Length("body__path").desc()):
        here = publications.filter(public_body__path__startswith=government.body.path)
        for path in taken:
            here = here.exclude(public_body__path__startswith=path)
        taken.append(government.body.path)
        used = list(here.order_by().values_list("column").annotate(first=Min("published_on")).order_by("column"))
        if used:
            _open(apps, government.body, used)


def _open(apps, body, used):
    first = min((day for _, day in used if day is not None), default=None)
    website = apps.get_model("channels", "Website").objects.create(
        public_body=body, name=f"{body.name}门户网站", valid_from=first
    )
    for position, (key, day) in enumerate(used):
        name, kind = NAMES.get(key, (key, "catalogue"))
        column = apps.get_model("channels", "WebColumn").objects.create(
            website=website, key=key, name=name, column_type=kind, position=position, valid_from=day or first
        )
        apps.get_model("channels", "ColumnFact").objects.create(column=column, name=name, valid_from=day or first)


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0001_channels"),
        ("disclosure", "0002_reviews"),
    ]

    operations = [migrations.RunPython(open_columns, migrations.RunPython.noop)]
