"""Normative documents, their interpretations, and the rule book."""
