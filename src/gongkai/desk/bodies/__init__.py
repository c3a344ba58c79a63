"""The register of bodies: tree, pages, and the acts on them."""
