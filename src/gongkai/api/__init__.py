"""The face for machines: a versioned read API."""
