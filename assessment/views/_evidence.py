"""A kept file as an answer: to be saved, never to be run, and not to be found on a shared computer later."""

from django.http import FileResponse

from records.models import StoredFile

TYPES = {"jpg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}


def evidence_response(stored: StoredFile) -> FileResponse:
    """The file under its own name. The gate adds `no-store`, as to every page behind the sign-in."""
    response = FileResponse(
        stored.file.open("rb"), as_attachment=True, filename=stored.name, content_type=TYPES[stored.kind]
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
