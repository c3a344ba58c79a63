"""The Django app `desk`: templates, components and files of this face."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "gongkai.desk"
    label = "desk"
