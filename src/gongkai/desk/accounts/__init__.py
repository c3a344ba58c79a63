"""Signing in, own account, people and roles."""
