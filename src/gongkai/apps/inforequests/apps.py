"""The Django app `inforequests`."""

from django.apps import AppConfig


class InfoRequestsConfig(AppConfig):
    name = "gongkai.apps.inforequests"
    label = "inforequests"
    default_auto_field = "django.db.models.BigAutoField"
