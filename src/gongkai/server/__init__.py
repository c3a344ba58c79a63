"""Joins all floors: typed settings, addresses, and the tables of handlers, providers and schedule."""
