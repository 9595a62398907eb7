"""The product's settings with a cheap password hasher; everything else is what runs."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("SECRET_KEY", "tests-only-" + "0123456789" * 6)
if "VAR_DIR" not in os.environ:
    # One folder for a run: its further processes are told of it, the first one takes it away.
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="hall_ops_tests_")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)

from hall_ops.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASE["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, not memory: tests of races and the browser walks want connections of their own.
    DATABASE["TEST"] = {"NAME": str(VAR_DIR / "tests.sqlite3")}  # noqa: F405
    # Nothing of a test has to outlive a power cut.
    at_start = DATABASE["OPTIONS"]["init_command"]  # noqa: F405
    DATABASE["OPTIONS"]["init_command"] = at_start.replace("synchronous=FULL", "synchronous=OFF")  # noqa: F405
