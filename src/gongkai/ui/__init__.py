"""Components that every page is built from; draws any national table."""
