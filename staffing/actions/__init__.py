"""Use cases of staffing, a module an area."""
