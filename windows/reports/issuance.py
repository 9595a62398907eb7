"""Contexts of the issuance slip and of a box's label."""

from typing import Any

from hall_ops.lib.masks import mask_address, mask_name, mask_number, mask_phone
from hall_ops.lib.qr import qr_svg
from hall_ops.lib.sealing import open_column
from windows.models import ArchiveBox, ArchiveLine, Issuance
from windows.queries.papers import results_said


def slip_context(rows: list[Issuance]) -> dict[str, Any]:
    """One slip for everything given out together; documents and telephones are masked on it."""
    first = rows[0]
    number = open_column(first, "collector_id")
    parcel = first.parcel
    return {
        "rows": [{"row": row, "case": row.case, "results": results_said(row.case)} for row in rows],
        "first": first,
        "id_number": mask_number(number),
        "phone": mask_phone(open_column(parcel, "phone")) if parcel else "",
        "address": mask_address(open_column(parcel, "address")) if parcel else "",
        "recipient": mask_name(parcel.recipient_name) if parcel else "",
    }


def label_context(box: ArchiveBox, lines: list[ArchiveLine]) -> dict[str, Any]:
    """The label of a box with its list of contents."""
    return {"box": box, "lines": lines, "qr": qr_svg(f"{box.contract.slug}:{box}")}
