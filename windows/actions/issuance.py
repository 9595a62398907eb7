"""Giving results out: at the counter against identity, by network, or concluding what has no result."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.masks import mask_number
from hall_ops.lib.permissions import Permission
from hall_ops.lib.sealing import blind_index, label_of, sealed_pair
from hall_ops.lib.text_hygiene import clean_text
from records.actions import claim_key, store_file
from windows.actions.case_forms import make_form
from windows.actions.issuance_identity import Taker, check_taker
from windows.actions.moves import lock_case, move_case
from windows.enums import CaseState, Collector, Delivery, FormKind, Holder
from windows.models import Case, Issuance
from windows.queries.papers import results_said
from windows.rules.issuance import may_issue

HOLDERS = {
    Delivery.COUNTER: Holder.APPLICANT,
    Delivery.POST: Holder.CARRIER,
    Delivery.NETWORK: Holder.APPLICANT,
    Delivery.NONE: Holder.ARCHIVE,
}


class IssueRefused(DomainError):
    """A result that cannot be given out so."""


@transaction.atomic
def issue_at_counter(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    cases: Sequence[Case],
    taker: Taker,
    note: str = "",
    key: str,
) -> list[Issuance]:
    """Hand one or several results to whoever stands at the counter.

    Two clerks with the same case: the second reads who was first. Raises: IssueRefused, IdentityRefused, NumberRefused,
    UploadRefused.
    """
    claim = claim_key(by=by, key=key, body=_body(cases, taker, note), at=at)
    if claim.answer:
        return given(claim.answer)
    locked = lock_to_give(by=by, cases=cases, way=Delivery.COUNTER)
    checked = check_taker(locked, taker, timezone.localdate(at))
    stored = None
    if checked.authority_file is not None:
        name, data = checked.authority_file
        # People name such files after people; the audit keeps its names for good.
        neutral = f"{_('委托书')}{PurePath(name).suffix}"
        stored = store_file(by=by, at=at, contract=contract, name=neutral, data=data)
    facts = {
        "way": str(Delivery.COUNTER.label), "collector": checked.name, "collector_id": mask_number(checked.id_number),
        "collector_kind": str(Collector(checked.collector).label), "authority": checked.authority,
    }  # fmt: skip
    label, bundle, rows = label_of(Issuance, "collector_id"), uuid.uuid4(), []
    for case in locked:
        uid = uuid.uuid4()
        sealed, index = sealed_pair(checked.id_number, label=label, uid=uid)
        columns = {
            "uid": uid, "collector": checked.collector, "collector_name": checked.name,
            "collector_id_kind": checked.id_kind, "collector_id_sealed": sealed, "collector_id_index": index,
            "authority": checked.authority, "authority_file": stored, "note": clean_text(note).strip(),
        }  # fmt: skip
        rows.append(
            give_out(
                by=by, at=at, case=case, way=Delivery.COUNTER, bundle=bundle, columns=columns, facts=facts
            )
        )
    claim.settle({"ids": [row.pk for row in rows]})
    return rows


def _body(cases: Sequence[Case], taker: Taker, note: str) -> dict[str, Any]:
    """What makes one request the same as another; no number stands in it readable."""
    number = blind_index(taker.id_number, field=label_of(Issuance, "collector_id")).hex()
    file = hashlib.sha256(taker.authority_file[1]).hexdigest() if taker.authority_file else ""
    return {
        "issue": sorted(case.pk for case in cases), "collector": taker.collector, "name": taker.name,
        "id": [taker.id_kind, number], "authority": [taker.authority, file], "note": note,
    }  # fmt: skip


def given(answer: Mapping[str, Any]) -> list[Issuance]:
    """What the same request gave out the first time."""
    return list(Issuance.objects.filter(pk__in=answer["ids"]))


@transaction.atomic
def issue_by_network(*, by: Any, at: datetime, cases: Sequence[Case], note: str, key: str) -> list[Issuance]:
    """Record that results were delivered through a platform, named in `note`. Raises: IssueRefused."""
    note = clean_text(note).strip()
    if not note:
        raise IssueRefused(_("网络送达请写明平台或途径，例如“电子证照已推送至一体化平台”。"))
    return _without_paper(by=by, at=at, cases=cases, way=Delivery.NETWORK, note=note, key=key)


@transaction.atomic
def conclude_without_result(
    *, by: Any, at: datetime, cases: Sequence[Case], note: str = "", key: str
) -> list[Issuance]:
    """Close decided cases that have nothing to hand out: they go to the archive. Raises: IssueRefused."""
    note = clean_text(note).strip()
    return _without_paper(by=by, at=at, cases=cases, way=Delivery.NONE, note=note, key=key)


def _without_paper(
    *, by: Any, at: datetime, cases: Sequence[Case], way: Delivery, note: str, key: str
) -> list[Issuance]:
    body = {"conclude": sorted(case.pk for case in cases), "way": way, "note": note}
    claim = claim_key(by=by, key=key, body=body, at=at)
    if claim.answer:
        return given(claim.answer)
    bundle = uuid.uuid4()
    rows = [
        give_out(by=by, at=at, case=case, way=way, bundle=bundle, columns={"note": note}, facts={})
        for case in lock_to_give(by=by, cases=cases, way=way)
    ]
    claim.settle({"ids": [row.pk for row in rows]})
    return rows


# -- what every way shares ------------------------------------------------------------------------------------------
def lock_to_give(*, by: Any, cases: Sequence[Case], way: Delivery) -> list[Case]:
    """The cases, locked in one order, each fit to be given out this way. Raises: IssueRefused."""
    if not cases:
        raise IssueRefused(_("请先选择要出件的办件。"))
    if len({case.contract_id for case in cases}) > 1:
        raise IssueRefused(_("不同合同的办件不能一起出件，请分开办理。"))
    locked = [lock_case(case) for case in sorted(cases, key=lambda each: each.pk)]
    mine = Case.objects.allowed(by, Permission.ISSUANCE_DO).filter(pk__in=[case.pk for case in locked])
    if mine.count() != len(locked):
        raise IssueRefused(_("您的身份不能办理出件。"))
    for case in locked:
        if not may_issue(way, case.state, case.holder):
            raise _refusal(case, way)
    return locked


def _refusal(case: Case, way: Delivery) -> IssueRefused:
    """Why this case is not given out, and what to do."""
    last = Issuance.objects.filter(case=case, undone_at=None).select_related("by").first()
    if last is not None:
        return IssueRefused(
            _("办件 %(number)s 已由%(who)s于 %(at)s 出件（%(way)s），请勿重复发放。")
            % {"number": case.number, "who": last.by, "at": f"{timezone.localtime(last.at):%m-%d %H:%M}",
               "way": last.get_way_display()}
        )  # fmt: skip
    values = {"number": case.number, "state": case.get_state_display(), "holder": case.get_holder_display()}
    if way == Delivery.NONE:
        return IssueRefused(_("办件 %(number)s 现在是“%(state)s”，不能按无结果物办结。") % values)
    return IssueRefused(
        _("办件 %(number)s 现在是“%(state)s”，材料在%(holder)s，还不能出件。请先签收结果或上架。") % values
    )


def give_out(
    *,
    by: Any,
    at: datetime,
    case: Case,
    way: Delivery,
    bundle: uuid.UUID,
    columns: Mapping[str, Any],
    facts: Mapping[str, Any],
) -> Issuance:
    """The step itself for one locked case: its row, its state, its slip.

    Shape: `facts` go onto the slip, personal ones sealed there; without facts there is no slip.
    """
    row = Issuance.objects.create(
        contract_id=case.contract_id, case=case, item_id=case.item_id, department_id=case.department_id, bundle=bundle,
        day=timezone.localdate(at), way=way, at=at, by=by, **columns,
    )  # fmt: skip
    ends = way == Delivery.NONE
    move_case(
        by=by, at=at, case=case, to=CaseState.ARCHIVED if ends else CaseState.ISSUED,
        action="conclude" if ends else "issue", why=row.note, facts={"way": str(way)},
        **({"archived_at": at} if ends else {"issued_at": at}), holder=HOLDERS[way], delivery=way, shelf_place="",
    )  # fmt: skip
    if facts:
        said = {**facts, "results": results_said(case)}
        make_form(by=by, at=at, case=case, kind=FormKind.ISSUANCE, facts=said)
    return row
