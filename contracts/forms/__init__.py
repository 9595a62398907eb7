"""HTTP text to clean values."""
