"""The Django app `ui`: templates, components and files of this face."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "gongkai.ui"
    label = "ui"
