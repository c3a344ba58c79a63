"""Data at rest and the acts upon it, one app per stage in the life of a piece of information."""
