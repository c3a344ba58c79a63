"""The Django app `bodies`."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "gongkai.apps.bodies"
    label = "bodies"
    default_auto_field = "django.db.models.BigAutoField"
