"""Proactive disclosure: publications and the sign-offs they pass."""
