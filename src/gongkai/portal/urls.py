"""Addresses of the portal."""

from django.urls import path

from gongkai.portal import disclosure, home

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("publications/", disclosure.publication_list, name="publication_list"),
    path("publications/<int:pk>/", disclosure.publication, name="publication"),
]
