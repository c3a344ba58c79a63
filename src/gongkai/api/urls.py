"""Addresses of the interface, a version each."""

from django.urls import path

from gongkai.api.v1 import api

urlpatterns = [path("v1/", api.urls)]
