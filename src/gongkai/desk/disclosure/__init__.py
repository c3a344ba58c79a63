"""Publications: drafting, review, publishing."""
