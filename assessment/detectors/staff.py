"""1.1, 1.2, 1.4, 1.6, 1.7 and 1.9 from posts, engagements and personnel changes.

Source: 002 § 五(一) 表1 人力保障.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.utils import timezone

from assessment.rules.findings import Fact, Source
from contracts.models import Contract
from staffing.queries.change_findings import change_findings
from staffing.queries.change_findings import corrected as changes_corrected

CHANGES = ("1.1", "1.2", "1.4", "1.6", "1.7", "1.9")


def detect_changes(contract: Contract, month: date) -> Iterator[Fact]:
    """One fact a breach; the criterion stands before its key, as two criteria may cite one record."""
    for found in change_findings(contract, month, today=timezone.localdate()):
        yield Fact(
            key=f"{found.criterion}:{found.key}",
            criterion=found.criterion,
            occurred_on=found.occurred_on,
            subject=found.subject,
            note=found.text,
            count=found.count,
            sources=tuple(Source(each.text, each.screen, each.args) for each in found.sources),
            late=found.late,
        )


def corrected_changes(contract: Contract, keys: Collection[str]) -> Mapping[str, str]:
    """Engagements that were voided and changes that were withdrawn, each with its reason."""
    inner = {key: key.partition(":")[2] for key in keys}
    reasons = changes_corrected(contract, set(inner.values()))
    return {key: reasons[short] for key, short in inner.items() if short in reasons}
