"""Away from the post and back in one key: the time away is staffing's, the sign at the window is ours.

Source: 002 § 五(一)表1 3.26 (向带班人员报备、出示暂停服务).
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.models import Contract
from staffing.actions.aways import come_back, go_away
from staffing.models import Away
from windows.actions.sessions import pause, resume
from windows.queries.sessions import away_since, open_session


@transaction.atomic
def step_out(*, by: Any, at: datetime, contract: Contract, reason: str = "") -> Away | None:
    """Leave the post: the window one sits at says 暂停服务, whoever leads the shift is told.

    Shape: None for somebody at a window without a staff file: the sign is out, nobody could be told. Raises:
    SessionRefused, AwayRefused (staffing.actions.aways).
    """
    mine = open_session(by, contract)
    if mine is None:
        return go_away(by=by, at=at, contract=contract, reason=reason)
    pause(by=by, at=at, session=mine, reason=reason or _("离岗"))
    return Away.objects.filter(contract=contract, person__user=by, back_at=None, voided_at=None).first()


@transaction.atomic
def step_in(*, by: Any, at: datetime, contract: Contract) -> datetime | None:
    """Be at the post again, the window serves again. Shape: since when one was away; None for who was not."""
    since = away_since(by, contract, at)
    if since is None:
        return None
    mine = open_session(by, contract)
    if mine is not None and mine.paused_at is not None:
        resume(by=by, at=at, session=mine)
    else:
        come_back(by=by, at=at, contract=contract)
    return since
