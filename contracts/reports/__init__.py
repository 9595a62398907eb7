"""Contexts for paper."""
