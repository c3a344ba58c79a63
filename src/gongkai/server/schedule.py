"""Acts that fall due by themselves, hourly or daily; each may run twice without harm."""

SCHEDULE: dict[str, object] = {}
