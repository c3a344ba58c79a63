"""Addresses of the desk's requests."""

from django.urls import path

from gongkai.desk.inforequests import privacy, views

urlpatterns = [
    path("", views.request_list, name="request_list"),
    path("new/", views.request_new, name="request_new"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("privacy/person/", privacy.person_data, name="person_data"),
    path("privacy/log/", privacy.access_log, name="access_log"),
    path("privacy/<int:pk>/erase/", privacy.erase, name="erase_applicant"),
    path("<int:pk>/", views.request_page, name="request"),
    path("<int:pk>/applicant/", views.request_applicant, name="request_applicant"),
    path("<int:pk>/paper/<int:paper>/", views.request_scan, name="request_scan"),
    path("<int:pk>/<slug:move>/paper/", views.request_paper, name="request_paper"),
    path("<int:pk>/<slug:act>/", views.request_act, name="request_act"),
]
