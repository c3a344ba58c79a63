"""Conditions on a row that the database holds, and only the database."""

from __future__ import annotations

from typing import Any

from django.db import models


class Check(models.CheckConstraint):
    """A check constraint that `full_clean` leaves to the database.

    Django asks the database about each such condition before it saves, one query for each; with five to ten on a table
    that was a third of the time of an act. What a person may type is checked by the services; a row that breaks a
    condition is a fault of ours, and the database refuses it either way.
    """

    def deconstruct(self) -> Any:
        """As the constraint it is in migrations."""
        _, arguments, options = super().deconstruct()
        return "django.db.models.CheckConstraint", arguments, options

    def validate(self, *_arguments: object, **_options: object) -> None:
        """Nothing: the database answers at the save."""
