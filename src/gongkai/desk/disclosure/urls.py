"""Addresses of the desk's publications."""

from django.urls import path

from gongkai.desk.disclosure import files, marks, overview, paper, placing, queue, rules, versions, views, writing

urlpatterns = [
    path("", views.publication_list, name="publication_list"),
    path("new/", writing.publication_new, name="publication_new"),
    path("from-word/", files.publication_from_word, name="publication_from_word"),
    path("rules/", rules.publishing_rules, name="publishing_rules"),
    path("queue/", queue.publication_queue, name="publication_queue"),
    path("clock/", overview.publication_clock, name="publication_clock"),
    path("figures/", overview.publication_figures, name="publication_figures"),
    path("areas/", overview.publication_areas, name="publication_areas"),
    path("<int:pk>/", views.publication, name="publication"),
    path("<int:pk>/edit/", writing.publication_edit, name="publication_edit"),
    path("<int:pk>/files/", files.publication_files, name="publication_files"),
    path("<int:pk>/files/<int:file>/", files.publication_file, name="publication_file"),
    path("<int:pk>/marks/", marks.publication_marks, name="publication_marks"),
    path("<int:pk>/plan/", placing.publication_plan, name="publication_plan"),
    path("<int:pk>/place/", placing.publication_place, name="publication_place"),
    path("<int:pk>/versions/", versions.publication_versions, name="publication_versions"),
    path("<int:pk>/sheet/", queue.publication_sheet, name="publication_sheet"),
    path("<int:pk>/paper/<int:paper>/", paper.publication_scan, name="publication_scan"),
    path("<int:pk>/<slug:move>/paper/", paper.publication_paper, name="publication_paper"),
    path("<int:pk>/<slug:move>/", views.publication_move, name="publication_move"),
]
