"""Every component on one page, with samples: for those who build pages."""

from __future__ import annotations

from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from gongkai.apps.accounts.doors import StaffRequest
from gongkai.bilingual import Text
from gongkai.ui.figures import bars
from gongkai.ui.forms import DateInput
from gongkai.ui.icons import PATHS

TONES = {
    "idle": Text("草稿", "Draft"),
    "going": Text("待审核", "In review"),
    "near": Text("即将到期", "Due soon"),
    "late": Text("已逾期", "Overdue"),
    "done": Text("已发布", "Published"),
}


class SampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(label=_("Title"), help_text=_("Say what it is about."), max_length=80)
    day = forms.DateField(label=_("Day"), widget=DateInput(), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("a", _("First choice")), ("b", _("Second choice"))], widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 3}))
    agree = forms.BooleanField(label=_("It is complete"), required=False)


def components(request: StaffRequest) -> HttpResponse:
    months = [(Text(f"{month}月", str(month)), 3 * month % 11) for month in range(1, 13)]
    context = {
        "tones": TONES,
        "icons": sorted(PATHS),
        "form": SampleForm(),
        "wrong": SampleForm({"title": ""}, prefix="wrong"),
        "pages": Paginator(range(200), 10).get_page(request.GET.get("page", 4)),
        "crumbs": [(Text("今日", "Today"), "."), (Text("组件", "Components"), "")],
        "rows": [(Text("单位", "Public body"), "—"), (Text("日期", "Date"), request.today)],
        "bars": bars(Text("十月最多", "Most in October"), months),
        "chips": [
            SimpleNamespace(label=Text("全部", "All"), url="?", is_on=True, count=12, may_remove=False),
            SimpleNamespace(label=Text("草稿", "Draft"), url="?", is_on=False, count=3, may_remove=False),
        ],
        "tabs": [
            SimpleNamespace(label=Text("概况", "Overview"), url="?", is_current=True, count=None),
            SimpleNamespace(label=Text("记录", "Records"), url="?", is_current=False, count=7),
        ],
        "entries": [
            SimpleNamespace(at=request.now, what=TONES["done"], who=request.user.name, tone="done", said=""),
            SimpleNamespace(at=request.now, what=TONES["going"], who=request.user.name, tone="", said=""),
        ],
        "size": 48_200,
    }
    return render(request, "desk/components/components.html", context)
