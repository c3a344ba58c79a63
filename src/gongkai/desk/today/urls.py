"""Addresses of the first page."""

from django.urls import path

from gongkai.desk.today import views

urlpatterns = [path("", views.today, name="today")]
