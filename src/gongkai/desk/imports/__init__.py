"""The import door: templates, dry run, progress, history."""
