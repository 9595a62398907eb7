"""The certificate of return and erasure."""

from typing import Any

from hall_ops.lib.personal_data import personal_field
from hall_ops.lib.qr import qr_svg
from windows.models import DataReturn
from windows.queries.data_returns import copies_of
from windows.queries.disclosure import field_title


def certificate_context(row: DataReturn) -> dict[str, Any]:
    """What is printed. Shape: `erased` pairs of what and how many."""
    erased = []
    for path, many in sorted(row.erased.items()):
        model, _dot, field = path.rpartition(".")
        erased.append((f"{field_title(model, field)}（{personal_field(model, field).purpose}）", many))
    return {
        "row": row, "contract": row.contract, "copies": copies_of(row), "erased": erased,
        "total": sum(row.erased.values()), "qr": qr_svg(row.number),
    }  # fmt: skip
