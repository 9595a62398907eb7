"""Demo data of staffing, made through the same actions the screens use."""
