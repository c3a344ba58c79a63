"""Installations for the commands that run one."""

from tests.server.conftest import installation, migrated, migrated_database

__all__ = ["installation", "migrated", "migrated_database"]
