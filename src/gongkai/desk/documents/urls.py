"""Addresses of the desk's documents, interpretations and rule book."""

from django.urls import path

from gongkai.desk.documents import interpretations, rule_book, views

urlpatterns = [
    path("", views.document_list, name="document_list"),
    path("new/", views.document_new, name="document_new"),
    path("interpretations/", interpretations.interpretation_list, name="interpretation_list"),
    path("interpretations/new/", interpretations.interpretation_new, name="interpretation_new"),
    path("problems/", interpretations.problem_list, name="problem_list"),
    path("problems/<int:pk>/close/", interpretations.problem_close, name="problem_close"),
    path("rules/", rule_book.rule_list, name="rule_list"),
    path("rules/new/", rule_book.rule_new, name="rule_new"),
    path("rules/<int:pk>/", rule_book.rule, name="rule"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/paper/<int:paper>/", views.document_scan, name="document_scan"),
    path("<int:pk>/<slug:move>/paper/", views.document_paper, name="document_paper"),
    path("<int:pk>/<slug:act>/", views.document_act, name="document_act"),
]
