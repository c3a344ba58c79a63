"""The Django app `channels`."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "gongkai.apps.channels"
    label = "channels"
    default_auto_field = "django.db.models.BigAutoField"
