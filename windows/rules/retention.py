"""How long personal data is kept: two terms that a contract may agree otherwise, each from a list both sides sign.

No tender states a time; the Personal Information Protection Law, article 19, asks for the shortest that the purpose
needs. So the times are ours until the purchaser confirms them (a decision of the contract).
"""

from collections.abc import Mapping

# Shape: option → days.
OPTIONS: Mapping[str, int] = {
    "months_6": 183, "years_1": 365, "years_2": 730, "years_3": 1095, "years_5": 1826, "years_10": 3652,
}  # fmt: skip
TERMS = ("retention_case", "retention_contact")


def days_of(option: str) -> int | None:
    """The days an option stands for; None for one that is not ours to know, where the default holds."""
    return OPTIONS.get(option)
