"""Files as plain rows: what a sheet's columns are called and hold. Knows no model."""
