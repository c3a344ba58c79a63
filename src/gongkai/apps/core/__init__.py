"""What every register stands on: audit, outbox, numbers, files, measures."""
