"""Bytes as a download, with a Chinese file name that every browser keeps."""

from urllib.parse import quote

from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(body: bytes, name: str, content_type: str, *, inline: bool = False) -> HttpResponse:
    """A response that is saved (or, inline, opened) under `name`."""
    response = HttpResponse(body, content_type=content_type)
    plain = name.encode("ascii", "ignore").decode().strip("-") or "file"
    kind = "inline" if inline else "attachment"
    response.headers["Content-Disposition"] = f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
