"""Addresses of the desk's requests."""

from django.urls import path

from gongkai.desk.inforequests import views

urlpatterns = [
    path("", views.request_list, name="request_list"),
    path("new/", views.request_new, name="request_new"),
    path("<int:pk>/", views.request_page, name="request"),
    path("<int:pk>/applicant/", views.request_applicant, name="request_applicant"),
    path("<int:pk>/<slug:act>/", views.request_act, name="request_act"),
]
