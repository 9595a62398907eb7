"""Files into rows: what django-import-export maps and checks, in bulk."""
