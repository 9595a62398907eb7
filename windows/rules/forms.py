"""The printed forms of a case: which there are, what each must say, which of it is personal, how it fits on paper.

Every form is a pair: a stub (存根联) the receiving side signs, and a return copy (回执联) that leaves with the paper.
Source: clauses.md (forms of all five tenders); facts.md § 5.6 (slips in pairs); 002 § 四(一)(1)(2).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

RECEIPT, ACCEPTANCE, TELL_ONCE, REFUSAL, PROMISE = "receipt", "acceptance", "tell_once", "refusal", "promise"
HANDOVER, RECEIVING, ISSUANCE, WITHDRAWAL = "handover", "receiving", "issuance", "withdrawal"


@dataclass(frozen=True, slots=True)
class FormShape:
    """One form. Shape: `code` is part of its number; `needs` are facts it cannot do without; `keeper` signs the stub,
    `giver` the return copy; `bears_seal` marks where the department's seal goes."""

    code: str
    needs: tuple[str, ...] = ()
    keeper: str = "applicant"
    giver: str = "clerk"
    bears_seal: bool = True


FORM_KINDS: Final[Mapping[str, FormShape]] = {
    RECEIPT: FormShape("SJ"),
    ACCEPTANCE: FormShape("SL"),
    TELL_ONCE: FormShape("BZ", ("told", "due_on")),
    REFUSAL: FormShape("BSL", ("reason",)),
    PROMISE: FormShape("RQ", ("papers", "due_on", "late"), keeper="applicant", giver="clerk"),
    HANDOVER: FormShape("YJ", ("batch",), keeper="department", giver="clerk", bears_seal=False),
    RECEIVING: FormShape("JS", ("batch",), keeper="clerk", giver="department", bears_seal=False),
    ISSUANCE: FormShape("CJ", ("way",), keeper="collector"),
    WITHDRAWAL: FormShape("CX", ("reason",)),
}
# Facts that name or reach a person: kept sealed, beside the case's own personal data.
PERSONAL: Final = frozenset(
    {
        "address", "agent_name", "applicant_name", "collector", "collector_id", "collector_phone", "contact_name",
        "id_number", "phone", "recipient", "recipient_address", "recipient_phone", "taker", "taker_id", "taker_phone",
    }
)  # fmt: skip
# Two halves of one A4 sheet hold so many lines each, head and foot aside; a longer form takes a sheet for each copy.
LINES_OF_A_HALF: Final = 17
LETTERS_OF_A_FACT, LETTERS_OF_A_ROW, LETTERS_OF_A_LINE = 24, 38, 56


def missing_facts(kind: str, facts: Mapping[str, Any]) -> list[str]:
    """Facts the form needs and was not given. Raises: KeyError for an unknown kind."""
    return [name for name in FORM_KINDS[kind].needs if not facts.get(name)]


def form_number(case_number: str, kind: str, count: int) -> str:
    """The number of the `count`-th form of a kind: the case's own number, the kind's code, its turn."""
    return f"{case_number}-{FORM_KINDS[kind].code}{count:02}"


def parted(facts: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Facts as (open, personal)."""
    mine = {name: value for name, value in facts.items() if name in PERSONAL}
    return {name: value for name, value in facts.items() if name not in PERSONAL}, mine


def lines_of(facts: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]], words: Sequence[str]) -> int:
    """About how many printed lines a copy takes. Shape: facts stand two in a line, rows are a list with its head."""
    pairs = [facts[place : place + 2] for place in range(0, len(facts), 2)]
    told = sum(max(_lines(value, LETTERS_OF_A_FACT) for _label, value in pair) for pair in pairs)
    listed = sum(_lines(max(row, key=len), LETTERS_OF_A_ROW) for row in rows) + bool(rows)
    return told + listed + sum(_lines(each, LETTERS_OF_A_LINE) for each in words)


def fits_a_half(lines: int) -> bool:
    """Whether a copy fits half a sheet."""
    return lines <= LINES_OF_A_HALF


def _lines(text: str, width: int) -> int:
    return max(-(-len(text) // width), 1)
