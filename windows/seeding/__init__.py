"""Data at a hall's real rate, for demonstrations and measurements: made up, but shaped like the real thing."""
