"""The Django app `remedies`."""

from django.apps import AppConfig


class RemediesConfig(AppConfig):
    name = "gongkai.apps.remedies"
    label = "remedies"
    default_auto_field = "django.db.models.BigAutoField"
