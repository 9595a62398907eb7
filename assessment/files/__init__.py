"""Files as plain rows: entries, totals, rubrics, the official form, read and written. Knows no model."""
