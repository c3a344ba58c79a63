"""Addresses of the desk's requests."""

from django.urls import path

from gongkai.desk.inforequests import consultation_views, ical, rule_views, views

urlpatterns = [
    path("", views.request_list, name="request_list"),
    path("consultations/", consultation_views.consultation_list, name="consultation_list"),
    path("due-days.ics", ical.due_days, name="due_days"),
    path("rules/", rule_views.adviser_rules, name="adviser_rules"),
    path("new/", views.request_new, name="request_new"),
    path("<int:pk>/", views.request_page, name="request"),
    path("<int:pk>/applicant/", views.request_applicant, name="request_applicant"),
    path("<int:pk>/paper/<int:paper>/", views.request_scan, name="request_scan"),
    path("<int:pk>/<slug:move>/paper/", views.request_paper, name="request_paper"),
    path("<int:pk>/<slug:act>/", views.request_act, name="request_act"),
]
