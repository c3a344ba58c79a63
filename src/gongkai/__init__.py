"""Gongkai (公开): open government information, from the register to the annual report."""

__version__ = "0.1.0"
