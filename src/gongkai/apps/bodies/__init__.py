"""Public bodies, their tree, names and offices, each with its dates."""
