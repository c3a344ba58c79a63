"""The search over areas, acts and records."""
