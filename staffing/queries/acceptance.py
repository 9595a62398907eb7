"""What the records show for an acceptance, line by line of the clause. Source: 003 § 八."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.profile_schema.agreement import Figure
from contracts.queries.agreed import agreed_limit
from staffing.enums import ExamKind
from staffing.models import AcceptanceCheck, ExamResult
from staffing.queries.posts import post_rows
from staffing.rules.posts import total
from staffing.rules.takeover import JUDGED_BY_PERSON, Line


@dataclass(frozen=True, slots=True)
class LineState:
    """A line of the acceptance: what it asks, what the records show today, what was found last."""

    key: str
    label: str
    shown: str
    level: str
    found: AcceptanceCheck | None

    @property
    def needs_note(self) -> bool:
        return self.key in JUDGED_BY_PERSON


def acceptance_limit(contract: Contract) -> Figure | None:
    """The contract's clause of a single acceptance; None where it has none."""
    return agreed_limit(contract, "acceptance_times")


def acceptance_lines(contract: Contract, day: date) -> list[LineState]:
    """The lines of the clause with what the records show. Five queries."""
    last: dict[str, AcceptanceCheck] = {}
    for check in AcceptanceCheck.objects.filter(contract=contract).select_related("by").order_by("pk"):
        last[check.key] = check
    told = shown_today(contract, day)
    labels = {
        Line.STAFF_IN_PLACE: _("人员到位"), Line.TRAINED: _("通过培训考核"), Line.BUSINESS_RUNS: _("能够顺利受理业务"),
    }  # fmt: skip
    return [LineState(key.value, labels[key], *told[key], last.get(key.value)) for key in Line]


def shown_today(contract: Contract, day: date) -> dict[Line, tuple[str, str]]:
    """What the records say of each line, and what the screen paints."""
    rows = post_rows(contract, day)
    whole = total(row.filling for row in rows)
    lacking = "、".join(f"{row.post.name} {row.filling.short}" for row in rows if row.filling.short)
    staff = _("应配 %(required)d 人，在岗 %(filled)d 人") % {
        "required": whole.required,
        "filled": whole.filled,
    }
    if lacking:
        staff += _("；缺：%(posts)s") % {"posts": lacking}
    people = {held.person_id for row in rows for held in row.people}
    passed = _passed(people)
    trained, examined = (
        passed[kind] & people for kind in (ExamKind.PRE_POST_TRAINING, ExamKind.PRE_POST_EXAM)
    )
    missing = len(people - (trained & examined))
    training = _("在岗 %(n)d 人，岗前培训合格 %(a)d 人，岗前考试合格 %(b)d 人，未齐 %(c)d 人") % {
        "n": len(people), "a": len(trained), "b": len(examined), "c": missing,
    }  # fmt: skip
    return {
        Line.STAFF_IN_PLACE: (staff[:300], "bad" if whole.short or not whole.required else "ok"),
        Line.TRAINED: (training, "bad" if missing or not people else "ok"),
        Line.BUSINESS_RUNS: (_("系统记录不能代替现场判断，由验收人写明所见"), ""),
    }


def _passed(people: set[int]) -> dict[str, set[int]]:
    """Who passed what, by the last result of each kind."""
    found: dict[str, set[int]] = {ExamKind.PRE_POST_TRAINING: set(), ExamKind.PRE_POST_EXAM: set()}
    results = ExamResult.objects.filter(Q(person__in=people), voided_at=None, kind__in=list(found))
    for kind, person, passed in results.order_by("held_on", "pk").values_list("kind", "person_id", "passed"):
        (found[kind].add if passed else found[kind].discard)(person)
    return found
