"""What other systems may push of the staff: punches of the attendance machine. Source: issue 5; facts.md § 6."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Body, Router, Schema
from pydantic import Field

from contracts.actions.api_requests import FAILURES, Key, Moment, Strict, need, once
from contracts.enums import ApiScope
from hall_ops.lib.errors import NotFound
from staffing.actions.punches import PunchRow, take_punches
from staffing.enums import PunchSource
from staffing.models import Person

router = Router(tags=["staffing"])
MOST = 2000


class PunchIn(Strict):
    """One punch. `number` is the staff number of the file; `device` names the machine."""

    number: Annotated[str, Field(min_length=1, max_length=20)]
    at: Moment
    device: Annotated[str, Field(max_length=40)] = ""


class PunchesTaken(Schema):
    """How many were new, how many were there before."""

    added: int
    known: int


@router.post("punches", response={200: PunchesTaken, **FAILURES}, summary="推送打卡")
def push_punches(
    request: HttpRequest,
    key: Key,
    rows: list[PunchIn] = Body(..., min_length=1, max_length=MOST),  # noqa: B008
) -> Any:
    need(request, ApiScope.PUSH_PUNCHES)
    now = timezone.now()
    return once(request, key, now, lambda token: _take(token, rows, now))


def _take(token: Any, rows: list[PunchIn], now: datetime) -> dict[str, Any]:
    """All or nothing; a moment that is there stays as it is."""
    numbers = {row.number for row in rows}
    people = dict(
        Person.objects.filter(contract=token.contract, number__in=numbers).values_list("number", "pk")
    )
    for place, row in enumerate(rows, start=1):
        if row.number not in people:
            said = {"n": place, "number": row.number}
            raise NotFound(_("第 %(n)s 条：没有工号为 %(number)s 的人员档案。") % said)
    told = take_punches(
        by=token.owner, at=now, contract=token.contract, source=PunchSource.API,
        rows=[PunchRow(people[row.number], row.at, row.device) for row in rows],
    )  # fmt: skip
    return {"added": told.added, "known": told.known}
