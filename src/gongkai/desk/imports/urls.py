"""Addresses of the import door."""

from django.urls import path

from gongkai.desk.imports import views

urlpatterns = [
    path("", views.import_list, name="import_list"),
    path("new/<slug:template>/", views.import_new, name="import_new"),
    path("templates/<slug:template>.<slug:form>", views.import_template, name="import_template"),
    path("<int:pk>/", views.import_run, name="import"),
    path("<int:pk>/faults.csv", views.import_faults, name="import_faults"),
    path("<int:pk>/file/", views.import_file, name="import_file"),
    path("<int:pk>/<slug:act>/", views.import_act, name="import_act"),
]
