"""The product's settings with a cheap password hasher; everything else is what runs."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "tests-only-" + "0123456789" * 6)
os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="hall_ops_tests_"))

from hall_ops.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASE["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, not memory: tests of races and the browser walks want connections of their own.
    DATABASE["TEST"] = {"NAME": str(VAR_DIR / "tests.sqlite3")}  # noqa: F405
