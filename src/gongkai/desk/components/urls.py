"""The address of the living page."""

from django.urls import path

from gongkai.desk.components import views

urlpatterns = [path("components/", views.components, name="components")]
