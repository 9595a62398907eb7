"""Contexts of the hand-over slip: a stub the receiver signs, a copy that stays with the papers."""

from typing import Any

from hall_ops.lib.masks import mask_phone
from hall_ops.lib.qr import qr_svg
from hall_ops.lib.sealing import open_column
from windows.enums import Direction, HandOverWay
from windows.models import HandOver, HandOverLine


def slip_context(batch: HandOver, lines: list[HandOverLine]) -> dict[str, Any]:
    """What is printed. Shape: the telephone of whoever carries it is masked; the QR holds the batch's number."""
    phone = open_column(batch, "messenger_phone")
    return {
        "batch": batch,
        "lines": lines,
        "papers": sum(len(line.papers) for line in lines),
        "phone": mask_phone(phone) if phone else "",
        "is_back": batch.direction == Direction.BACK,
        "is_courier": batch.way == HandOverWay.COURIER,
        "qr": qr_svg(batch.number),
    }
