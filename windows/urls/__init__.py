"""The addresses of the windows; a module an area."""

from importlib import import_module
from importlib.util import find_spec

app_name = "windows"
AREAS = [
    "public", "sessions", "catalogue", "desk", "cases", "forms", "board", "handover", "issuance", "privacy", "ratings",
    "service", "ledgers", "stats", "api",
]  # fmt: skip
urlpatterns = [
    pattern
    for area in AREAS
    if find_spec(f"windows.urls.{area}")
    for pattern in import_module(f"windows.urls.{area}").urlpatterns
]
