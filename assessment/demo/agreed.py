"""What both sides of the demo contract agreed before the first card: every decision that money rests on."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from accounts.models import User
from assessment.demo.moments import moment
from assessment.demo.people import PASSWORD
from contracts.actions.decisions import Party, propose_decision, sign_decision
from contracts.models import Contract, Decision

FROM = date(2023, 1, 1)
PROPOSED_ON = date(2022, 12, 29)
REASON = "合同签订时双方会商：按招标文件字面的读法执行。"
# The defaults, signed; the rest of the list stays unsigned, for whoever wants to try signing.
MONEY = (
    "settlement_basis", "mean_rounding", "year3_close", "price_base", "adjustment_cap", "total_cap",
    "no_unit_criteria", "vacancy_damages", "vacancy_days", "day_type",
)  # fmt: skip
SIGNERS = ((Party.PURCHASER, "chen.pizhun"), (Party.CONTRACTOR, "zhou.zongjian"))


def agree(people: Mapping[str, User], contract: Contract) -> None:
    """The assessor proposes, the purchaser's approver signs, then the contractor's director."""
    decisions = {row.key: row for row in Decision.objects.filter(contract=contract)}
    for place, key in enumerate(MONEY):
        _agree(people, decisions[key], moment(PROPOSED_ON) + timedelta(minutes=5 * place))


def _agree(people: Mapping[str, User], decision: Decision, at: datetime) -> None:
    signing = propose_decision(
        by=people["fu.kaohe"],
        at=at,
        decision=decision,
        option=decision.default,
        effective_from=FROM,
        reason=REASON,
    )
    for days, (party, username) in enumerate(SIGNERS, start=1):
        signing = sign_decision(
            by=people[username], at=at + timedelta(days=days), signing=signing, party=party, password=PASSWORD,
            shown_hash=signing.document_hash,
        )  # fmt: skip
