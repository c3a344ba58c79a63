"""Operation: dead letters, the schedule, the seals of the audit log."""
