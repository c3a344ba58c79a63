"""Kinds of columns as the page tags name them. law: 国办发〔2017〕47号, page design; 2017 on."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.bilingual import Text

COLUMN_TYPES: Mapping[str, Text] = {
    "home": Text("首页", "Home page"),
    "profile": Text("概况信息", "Profile"),
    "functions": Text("机构职能", "Functions of bodies"),
    "leaders": Text("负责人信息", "Leaders"),
    "news": Text("工作动态", "News"),
    "policies": Text("政策文件", "Policy documents"),
    "guide": Text("信息公开指南", "Disclosure guide"),
    "catalogue": Text("信息公开目录", "Disclosure catalogue"),
    "annual_reports": Text("信息公开年报", "Annual reports"),
    "on_request": Text("依申请公开", "Disclosure on request"),
    "statistics": Text("数据发布", "Figures published"),
    "open_data": Text("数据开放", "Open data"),
    "interpretation": Text("政策解读", "Interpretation of policies"),
    "responses": Text("回应关切", "Responses"),
    "services": Text("办事服务", "Services"),
    "complaints": Text("咨询投诉", "Questions and complaints"),
    "surveys": Text("征集调查", "Consultations and surveys"),
    "interviews": Text("在线访谈", "Online interviews"),
}
"""The tag prints the Chinese name, in whatever language the page is."""

STANDARD: Mapping[str, str] = {
    "county_news": "news",
    "department_news": "news",
    "township_news": "news",
    "state_council": "policies",
    "notices": "policies",
    "planning": "catalogue",
    "personnel": "catalogue",
    "department_matters": "catalogue",
    "emergency": "catalogue",
    "execution": "catalogue",
    "consultations": "surveys",
    "policies": "policies",
}
"""Columns that the measures count apart, by their key, and the type each has where nobody says otherwise."""
