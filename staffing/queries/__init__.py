"""Reads of staffing, a module an area."""
