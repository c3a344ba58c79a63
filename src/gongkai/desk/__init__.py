"""The face for staff: one area per kind of work."""
