"""Disclosure on request: from receipt to the archive."""
