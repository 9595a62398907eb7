"""Everything of the windows that waits for one person, for the desk and the bell (settings.NOTICE_SOURCES)."""

from datetime import datetime
from typing import Any

from contracts.models import Contract
from contracts.queries.notices import Waiting
from windows.queries.case_notices import notices_for
from windows.queries.desk_notices import other_notices
from windows.queries.export_notices import export_notices
from windows.queries.paper_notices import side_notices


def waiting_here(user: Any, contract: Contract | None, now: datetime) -> list[Waiting]:
    """Deadlines, papers to sign for, complaints, refusals, matters, failed messages of this person, here or, outside a
    contract, everywhere."""
    return [
        *notices_for(user, contract, now),
        *side_notices(user, contract, now),
        *other_notices(user, contract, now),
        *export_notices(user, contract, now),
    ]
