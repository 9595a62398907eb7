"""1.5 from the hiring of people, 1.10 from their certificates, 1.11 from their wages.

Source: 002 § 五(一) 表1 1.5 (任职条件), 1.10 (持证比例), 1.11 (工资和社会保险).
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.rules.findings import Fact, Source
from contracts.models import Contract
from staffing.queries.certificate_findings import certificate_lapses, corrected_certificates
from staffing.queries.hire_findings import corrected_hires, hire_lapses
from staffing.queries.wage_findings import WageLapse, corrected_wages, wage_lapses


def detect_hires(contract: Contract, month: date) -> Iterator[Fact]:
    """1.5: one fact an engagement that should not have begun."""
    for lapse in hire_lapses(contract, month):
        words = {"name": lapse.name, "post": lapse.post, "why": "；".join(lapse.demands)}
        yield Fact(
            key=f"hire:{lapse.engagement}",
            criterion="1.5",
            occurred_on=lapse.on,
            subject=f"{lapse.name}（{lapse.number}）",
            note=_("%(name)s到%(post)s上岗时不符合任职条件：%(why)s") % words,
            sources=(Source(lapse.number, "staffing:person-detail", (lapse.person,)),),
            late=_("现在已符合") if lapse.mended else "",
        )


def corrected_hired(contract: Contract, keys: Collection[str]) -> Mapping[str, str]:
    engagements = {key: int(key.partition(":")[2]) for key in keys}
    reasons = corrected_hires(contract, set(engagements.values()))
    return {key: reasons[number] for key, number in engagements.items() if number in reasons}


def detect_certificates(contract: Contract, month: date) -> Iterator[Fact]:
    """1.10: one fact a share that was not reached, counted by the people missing."""
    for lapse in certificate_lapses(contract, month, today=timezone.localdate()):
        share = lapse.share
        words = {
            "label": lapse.label, "people": share.meant, "needed": share.needed, "holders": share.holding,
            "missing": share.short, "clause": lapse.clause,
        }  # fmt: skip
        yield Fact(
            key=lapse.key,
            criterion="1.10",
            occurred_on=lapse.on,
            subject=lapse.label,
            note=_(
                "%(label)s：应在岗 %(people)d 人中至少 %(needed)d 人持证，实有 %(holders)d 人，差 %(missing)d 人"
                "（%(clause)s；另见注2的绩效扣款，同一事实请择一）"
            )
            % words,
            count=share.short,
            sources=(Source(_("证书台账"), "staffing:certificate-list", ()),),
            late=_("年度结束后补登了证书，补登后达到比例") if lapse.made_good else "",
        )


def corrected_held(contract: Contract, keys: Collection[str]) -> Mapping[str, str]:
    return corrected_certificates(contract, keys)


def detect_wages(contract: Contract, month: date) -> Iterator[Fact]:
    """1.11: one fact a person and duty of a month."""
    for lapse in wage_lapses(contract, month, today=timezone.localdate()):
        yield Fact(
            key=lapse.key,
            criterion="1.11",
            occurred_on=lapse.on,
            subject=f"{lapse.name}（{lapse.number}）",
            note=_paid_late(lapse),
            sources=(Source(f"{lapse.month:%Y-%m}", "staffing:wage-month", (f"{lapse.month:%Y-%m}",)),),
            late=_("%(day)s 补发") % {"day": lapse.paid_on.isoformat()} if lapse.paid_on else "",
        )


def _paid_late(lapse: WageLapse) -> str:
    words = {"month": f"{lapse.month:%Y-%m}", "due": lapse.on.isoformat(), "name": lapse.name}
    if lapse.side == "wage":
        return _("%(name)s %(month)s 的工资应在 %(due)s 前足额发放，没有做到") % words
    return _("%(name)s %(month)s 的社会保险应在 %(due)s 前足额缴纳，没有做到") % words


def corrected_paid(contract: Contract, keys: Collection[str]) -> Mapping[str, str]:
    return corrected_wages(contract, keys)
