"""The Django app `disclosure`."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "gongkai.apps.disclosure"
    label = "disclosure"
    default_auto_field = "django.db.models.BigAutoField"
