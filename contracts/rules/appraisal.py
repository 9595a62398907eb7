"""The appraisal gate: whether a contract may be renewed after its year, and why.

Source: 002 § 一.6 (qualified), 003 § 七 (excellent), 004 § 四.1 (two renewals), 001 § 3.1.1 (one), 000 § 四.1 (none).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from contracts.profile_schema.agreement import TermOfContract


class Grade(StrEnum):
    """What the purchaser's yearly evaluation found."""

    EXCELLENT = "excellent"
    QUALIFIED = "qualified"
    UNQUALIFIED = "unqualified"


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition of renewal: whether it is met, said in Chinese, with its clause."""

    met: bool
    text: str
    clause: str


@dataclass(frozen=True, slots=True)
class Renewal:
    """Whether the contract may be renewed: only where every reason is met. It never must be."""

    may: bool
    reasons: tuple[Reason, ...]


def renewal_gate(
    term: TermOfContract,
    *,
    renewals_made: int,
    grade: Grade | None = None,
    needed: bool | None = None,
    decisions: Mapping[str, str] | None = None,
) -> Renewal:
    """Judge whether a contract may be renewed once more.

    Shape: `grade` is None while the year is not evaluated; `needed` is the purchaser's word where the contract is
    renewed on need, None while it is not given. Decision renewal_limit (003): two years in all, or two more.
    """
    reasons = tuple(_reasons(term, renewals_made, grade, needed, decisions or {}))
    return Renewal(all(reason.met for reason in reasons), reasons)


def renewals_allowed(term: TermOfContract, decisions: Mapping[str, str] | None = None) -> int:
    """Return how many renewals the contract knows; `renewal_limit` two_more reads its longest run as further years."""
    two_more = (decisions or {}).get("renewal_limit") == "two_more"
    return term.max_years if two_more and term.renewals else term.renewals


def _reasons(
    term: TermOfContract, made: int, grade: Grade | None, needed: bool | None, decisions: Mapping[str, str]
) -> Iterator[Reason]:
    if term.renewal == "none":
        yield Reason(False, _("合同没有约定续签"), term.clause)
        return
    allowed = renewals_allowed(term, decisions)
    words = {"allowed": allowed, "made": made}
    yield Reason(made < allowed, _("最多续签 %(allowed)s 次，已续签 %(made)s 次") % words, term.clause)
    if term.renewal == "on_need":
        yield _need(needed, term.clause)
    if term.renewal in ("assessed", "excellent"):
        enough = (Grade.EXCELLENT,) if term.renewal == "excellent" else (Grade.QUALIFIED, Grade.EXCELLENT)
        yield _evaluated(grade, enough, term.clause)
    elif grade is Grade.UNQUALIFIED:
        yield Reason(False, _("年度评估不合格"), term.clause)


def _need(needed: bool | None, clause: str) -> Reason:
    said = {None: _("采购人尚未说明是否需要续签"), True: _("采购人需要续签"), False: _("采购人不需要续签")}
    return Reason(needed is True, said[needed], clause)


def _evaluated(grade: Grade | None, enough: tuple[Grade, ...], clause: str) -> Reason:
    names = {Grade.EXCELLENT: _("优秀"), Grade.QUALIFIED: _("合格"), Grade.UNQUALIFIED: _("不合格")}
    if grade is None:
        return Reason(False, _("年度评估尚未完成"), clause)
    words = {"grade": names[grade], "wanted": names[enough[0]]}
    return Reason(grade in enough, _("年度评估为“%(grade)s”，续签须为“%(wanted)s”") % words, clause)
