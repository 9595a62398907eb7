"""Wiring. Importing the package loads nothing: a start looks first whether there is anything to prepare."""
