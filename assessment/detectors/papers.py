"""3.9: papers that were not scanned and uploaded in time, acceptances without a notice handed over.

Source: 002 § 五(一) 表1 3.9 (一体化平台扫描上传、递交受理回执).
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.rules.findings import Fact, Source
from contracts.models import Contract
from windows.queries.lapses import PaperLapse, paper_lapses, voided_cases

CRITERION = "3.9"


def detect(contract: Contract, month: date) -> Iterator[Fact]:
    """One fact a case and kind of lapse."""
    for lapse in paper_lapses(contract, month, today=timezone.localdate()):
        yield Fact(
            key=f"{lapse.kind}:{lapse.case_id}",
            criterion=CRITERION,
            occurred_on=lapse.on,
            subject=_("%(window)s 号窗口 %(clerk)s") % {"window": lapse.window, "clerk": lapse.clerk},
            note=_told(lapse),
            sources=(Source(lapse.number, "windows:case-detail", (lapse.number,)),),
            late=_("%(day)s 补") % {"day": f"{lapse.mended_on:%m-%d}"} if lapse.mended_on else "",
        )


def _told(lapse: PaperLapse) -> str:
    words = {"number": lapse.number, "item": lapse.item[:60]}
    if lapse.kind == "scan":
        return _("办件 %(number)s（%(item)s）收了纸质材料，当日没有扫描上传") % words
    return _("办件 %(number)s（%(item)s）受理后没有向申请人递交受理通知单") % words


def corrected(contract: Contract, keys: Collection[str]) -> Mapping[str, str]:
    """A case that was voided with a reason was no case."""
    cases = {key: int(key.partition(":")[2]) for key in keys}
    reasons = voided_cases(contract, set(cases.values()))
    return {key: reasons[case] for key, case in cases.items() if case in reasons}
