"""What leaves the windows as tables and papers: columns, layouts, how each value is shown."""
