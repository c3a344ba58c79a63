"""Administrative reviews and suits over requests for information."""
