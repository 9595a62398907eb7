"""Contexts and tables for paper and Excel."""
