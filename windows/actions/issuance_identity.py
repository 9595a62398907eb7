"""Whom the counter gives a result to: the applicant, the agent on record, or somebody with a written authority."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hall_ops.lib.errors import DomainError
from hall_ops.lib.identity_numbers import check_identity
from hall_ops.lib.sealing import blind_index, label_of, normalised, open_column
from hall_ops.lib.text_hygiene import clean_text
from windows.enums import ApplicantKind, Collector, IdKind
from windows.models import Case
from windows.rules.issuance import needs_authority, same_name


class IdentityRefused(DomainError):
    """Whoever stands at the counter may not take the result."""


@dataclass(frozen=True, slots=True)
class Taker:
    """Who stands at the counter. Shape: `authority_file` is (name, bytes) of a scanned authority."""

    collector: str
    name: str
    id_kind: str
    id_number: str
    authority: str = ""
    authority_file: tuple[str, bytes] | None = None


def check_taker(cases: Sequence[Case], taker: Taker, today: date) -> Taker:
    """The taker with a checked number, entitled to every one of the cases. Raises: IdentityRefused, NumberRefused."""
    name = clean_text(taker.name).strip() or _known_name(cases, taker.collector)
    if taker.collector not in Collector.values:
        raise IdentityRefused(_("请选择领取人：本人、登记的代理人或其他人代领。"))
    if not name:
        raise IdentityRefused(_("请填领取人姓名。"))
    if taker.id_kind not in IdKind.values:
        raise IdentityRefused(_("请选择领取人的证件类型。"))
    number = check_identity(taker.id_kind, taker.id_number, today=today)
    checked = Taker(
        taker.collector,
        name,
        taker.id_kind,
        number,
        clean_text(taker.authority).strip(),
        taker.authority_file,
    )
    for case in cases:
        _entitled(case, checked)
    if needs_authority(checked.collector) and not (checked.authority or checked.authority_file):
        raise IdentityRefused(_("其他人代领的，请填代领依据（如委托书编号、介绍信），或上传委托书。"))
    return checked


def _known_name(cases: Sequence[Case], collector: str) -> str:
    """The applicant whose document proves who they are need not be typed again."""
    if collector == Collector.APPLICANT and all(case.id_index is not None for case in cases):
        return cases[0].applicant_name
    return ""


def _entitled(case: Case, taker: Taker) -> None:
    if taker.collector == Collector.APPLICANT:
        _is_applicant(case, taker)
    elif taker.collector == Collector.AGENT:
        _is_agent(case, taker)


def _is_applicant(case: Case, taker: Taker) -> None:
    if case.applicant_kind == ApplicantKind.ORGANISATION:
        raise IdentityRefused(
            _("办件 %(number)s 的申请人是单位，请选“登记的代理人”，或选“其他人代领”并写明介绍信、委托书。")
            % {"number": case.number}
        )
    if not same_name(case.applicant_name, taker.name):
        raise IdentityRefused(
            _("领取人姓名与办件 %(number)s 的申请人不一致。不是本人领取的，请改选“其他人代领”。")
            % {"number": case.number}
        )
    if case.id_index is None:
        return
    index = blind_index(taker.id_number, field=label_of(Case, "id"))
    if bytes(case.id_index) != index:
        raise IdentityRefused(
            _("证件号码与办件 %(number)s 登记的不一致，请核对证件；不是本人领取的，请改选“其他人代领”。")
            % {"number": case.number}
        )


def _is_agent(case: Case, taker: Taker) -> None:
    if not case.agent_name:
        raise IdentityRefused(
            _("办件 %(number)s 没有登记代理人，请改选“其他人代领”并写明委托书。") % {"number": case.number}
        )
    known = open_column(case, "agent_id")
    if not same_name(case.agent_name, taker.name) or (
        known and normalised(known) != normalised(taker.id_number)
    ):
        raise IdentityRefused(
            _("姓名或证件号码与办件 %(number)s 登记的代理人不一致，请核对证件，或改选“其他人代领”。")
            % {"number": case.number}
        )
