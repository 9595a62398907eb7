"""Decodes a photograph inside the cage and writes it afresh; nothing of the sender's file but the picture remains.

Called by name through `hall_ops.lib.cage`; imports no Django.
"""

import io
import warnings
from typing import Any

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

JPEG_QUALITY = 90
PNG_MODES = ("1", "L", "LA", "RGB", "RGBA")


def reencode(arguments: dict[str, Any], payload: bytes) -> tuple[dict[str, Any], bytes]:
    """The picture turned upright, without EXIF, profiles and comments.

    Shape: arguments {"format": "JPEG" | "PNG", "most_pixels": int}; the answer holds width, height, taken and
    offset (as the camera wrote them) or "refused": "pixels" | "broken".
    """
    Image.MAX_IMAGE_PIXELS = None  # the bound below is stricter and is checked before anything is decoded
    warnings.simplefilter("ignore")
    try:
        with Image.open(io.BytesIO(payload), formats=[arguments["format"]]) as picture:
            width, height = picture.size
            if width * height > arguments["most_pixels"]:
                return {"refused": "pixels", "width": width, "height": height}, b""
            picture.load()
            taken, offset = _taken(picture)
            upright = ImageOps.exif_transpose(picture)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as broken:
        return {"refused": "broken", "detail": str(broken)[:200]}, b""
    content = _written(upright, arguments["format"])
    return {"width": upright.width, "height": upright.height, "taken": taken, "offset": offset}, content


def _written(picture: Image.Image, wanted: str) -> bytes:
    out = io.BytesIO()
    if wanted == "JPEG":
        clean = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
        clean.info = {}
        clean.save(out, "JPEG", quality=JPEG_QUALITY)
        return out.getvalue()
    clean = (
        picture if picture.mode in PNG_MODES and "transparency" not in picture.info else _flattened(picture)
    )
    clean.info = {}
    clean.save(out, "PNG")
    return out.getvalue()


def _flattened(picture: Image.Image) -> Image.Image:
    """Palettes and rare depths as plain colours."""
    return picture.convert("RGBA" if "transparency" in picture.info or picture.mode == "PA" else "RGB")


def _taken(picture: Image.Image) -> tuple[str, str]:
    """When the camera says the picture was taken, and its offset from UTC, as written."""
    exif = picture.getexif()
    details = exif.get_ifd(ExifTags.IFD.Exif)
    taken = details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime) or ""
    return str(taken)[:40], str(details.get(ExifTags.Base.OffsetTimeOriginal) or "")[:10]
