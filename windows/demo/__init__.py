"""Demo data of the windows, made through the same actions the screens use."""
