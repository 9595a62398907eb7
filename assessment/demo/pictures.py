"""Photographs as evidence, drawn here: an empty window, its screen on, no sign that it is closed."""

from datetime import date
from io import BytesIO

from PIL import Image, ImageDraw

from accounts.models import User
from assessment.actions.entries import attach_evidence
from assessment.demo.moments import moment
from assessment.models import Entry, Scorecard

SIZE = (960, 640)
WALL, DESK, SCREEN, CHAIR, INK = "#e8e4da", "#8a6f4d", "#2f5d8a", "#444a52", "#ffffff"


def photograph(caption: str) -> bytes:
    """A JPEG with a time stamp in its corner, as a telephone would write it."""
    picture = Image.new("RGB", SIZE, WALL)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 430, 960, 640), fill=DESK)
    draw.rectangle((330, 250, 560, 410), fill=CHAIR)
    draw.rectangle((600, 240, 820, 400), fill=SCREEN)
    draw.rectangle((690, 400, 730, 432), fill=CHAIR)
    draw.rectangle((0, 0, 960, 60), fill=SCREEN)
    draw.text((30, 14), caption, fill=INK, font_size=30)
    body = BytesIO()
    picture.save(body, "JPEG", quality=80)
    return body.getvalue()


def show(by: User, card: Scorecard, subject: str, day: date) -> None:
    """Attach a photograph to the card's entry about that window."""
    entry = Entry.objects.select_related("scorecard").get(
        scorecard=card, subject=subject, criterion__code="3.26"
    )
    window = subject.removeprefix("窗口 ")
    attach_evidence(
        by=by, at=moment(day, 15), entry=entry, name=f"窗口{window}-{day:%m%d}.jpg",
        data=photograph(f"{day:%Y-%m-%d} 10:22   WINDOW {window}"), key=f"demo-photo-{day:%Y-%m-%d}",
    )  # fmt: skip
