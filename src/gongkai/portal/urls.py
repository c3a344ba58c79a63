"""Addresses of the portal."""

from django.urls import path

from gongkai.portal import disclosure, feeds, home, pages, search

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("publications/", disclosure.publication_list, name="publication_list"),
    path("publications/<int:pk>/", disclosure.publication, name="publication"),
    path("search/", search.search, name="search"),
    path("feed.xml", feeds.feed, name="feed"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("accessibility/", pages.accessibility, name="accessibility"),
]
