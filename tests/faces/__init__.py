"""Every page of every face, as each role meets it."""
