"""Addresses of the desk, an area each."""

from django.urls import include, path

app_name = "desk"
urlpatterns = [
    path("", include("gongkai.desk.today.urls")),
    path("", include("gongkai.desk.accounts.urls")),
    path("", include("gongkai.desk.search.urls")),
    path("", include("gongkai.desk.components.urls")),
    path("publications/", include("gongkai.desk.disclosure.urls")),
    path("documents/", include("gongkai.desk.documents.urls")),
    path("requests/", include("gongkai.desk.inforequests.urls")),
    path("disputes/", include("gongkai.desk.remedies.urls")),
    path("columns/", include("gongkai.desk.channels.urls")),
    path("bodies/", include("gongkai.desk.bodies.urls")),
    path("imports/", include("gongkai.desk.imports.urls")),
    path("operation/", include("gongkai.desk.operations.urls")),
]
