"""HTTP text to clean values; a module an area."""
