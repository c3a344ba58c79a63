"""Addresses of the portal."""

from django.urls import path

from gongkai.portal import (
    bodies,
    columns,
    disclosure,
    documents,
    feeds,
    home,
    inforequests,
    pages,
    request_register,
    rule_book,
    search,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("publications/", disclosure.publication_list, name="publication_list"),
    path("publications/<int:pk>/", disclosure.publication, name="publication"),
    path("documents/", documents.document_list, name="document_list"),
    path("documents/feed.xml", documents.document_feed, name="document_feed"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("interpretations/", documents.interpretation_list, name="interpretation_list"),
    path("interpretations/<int:pk>/", documents.interpretation, name="interpretation"),
    path("rule-book/", rule_book.rule_book, name="rule_book"),
    path("rule-book/<int:pk>/", rule_book.rule, name="rule"),
    path("publications/<int:pk>/files/<int:file>/", disclosure.publication_file, name="publication_file"),
    path("requests/", inforequests.request_start, name="request_start"),
    path("requests/answered/", inforequests.request_answered, name="request_answered"),
    path("requests/new/", inforequests.request_form, name="request_form"),
    path("requests/follow/", inforequests.request_follow, name="request_follow"),
    path("requests/register/", request_register.request_register, name="request_register"),
    path("requests/register/feed.xml", request_register.request_feed, name="request_feed"),
    path("requests/statistics/", request_register.request_statistics, name="request_statistics"),
    path("columns/", columns.column_list, name="column_list"),
    path("columns/<slug:key>/", columns.column, name="column"),
    path("bodies/", bodies.body_list, name="body_list"),
    path("bodies/<int:pk>/", bodies.body, name="body"),
    path("search/", search.search, name="search"),
    path("feed.xml", feeds.feed, name="feed"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("audit-heads/", pages.audit_heads, name="audit_heads"),
]
