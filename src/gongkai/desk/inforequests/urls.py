"""Addresses of the desk's requests."""

from django.urls import path

from gongkai.desk.inforequests import consultation_views, fees, ical, letters, privacy, rule_views, views

urlpatterns = [
    path("", views.request_list, name="request_list"),
    path("consultations/", consultation_views.consultation_list, name="consultation_list"),
    path("due-days.ics", ical.due_days, name="due_days"),
    path("rules/", rule_views.adviser_rules, name="adviser_rules"),
    path("new/", views.request_new, name="request_new"),
    path("letter-rule/", letters.letter_rule, name="letter_rule"),
    path("fee-rule/", fees.fee_rule, name="fee_rule"),
    path("<int:pk>/fee/", fees.fee_page, name="fee"),
    path("<int:pk>/letters/", letters.letter_list, name="letter_list"),
    path("<int:pk>/letters/new/<slug:kind>/", letters.letter_new, name="letter_new"),
    path("<int:pk>/letters/<int:letter>/", letters.letter_page, name="letter"),
    path("<int:pk>/letters/<int:letter>/<slug:form>/", letters.letter_file, name="letter_file"),
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
