"""Taking in files larger than other forms take, in memory: nothing of an old ledger touches the disk in the open."""

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler

from hall_ops.lib.import_gate import LEDGER_LIMITS

ROOM_FOR_FORM = 64 * 1024


class LedgerUploadHandler(MemoryFileUploadHandler):
    """Django's memory handler, up to the size of a ledger; what is larger is not read at all."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        self.activated = content_length <= LEDGER_LIMITS.max_bytes + ROOM_FOR_FORM
