"""Installations for the commands that run one."""

from tests.server.conftest import installation, migrated

__all__ = ["installation", "migrated"]
