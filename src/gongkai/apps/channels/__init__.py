"""The ways by which a government publishes: its websites with their columns, and who looks at them."""
