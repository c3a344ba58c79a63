"""Requests on the desk: register, intake, clock, acts."""
