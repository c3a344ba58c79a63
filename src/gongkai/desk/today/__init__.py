"""The first page of the day: what is late, what is due, what waits."""
