"""Detectors: each reads a lower app's queries and tells the facts it finds; a lower app never knows it is read.

A detector is a module with `detect(contract, month)`, which gives Facts, and `corrected(contract, keys)`, which gives a
reason for each key whose source record was wrong and has been corrected.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessment.detectors import attendance, papers, ratings, roster, services, staff, staff_files
from assessment.rules.findings import Fact
from contracts.models import Contract


@dataclass(frozen=True, slots=True)
class Detector:
    """One source of findings. `criteria` are the codes it may propose (002 § 五(一) 表1)."""

    name: str
    label: Any
    criteria: tuple[str, ...]
    detect: Callable[[Contract, date], Iterable[Fact]]
    corrected: Callable[[Contract, Collection[str]], Mapping[str, str]]


DETECTORS: tuple[Detector, ...] = (
    Detector("attendance", _("考勤与离岗"), attendance.CRITERIA, attendance.detect, attendance.corrected),
    Detector("staff", _("人力保障"), staff.CHANGES, staff.detect_changes, staff.corrected_changes),
    Detector("hires", _("任职条件"), ("1.5",), staff_files.detect_hires, staff_files.corrected_hired),
    Detector(
        "certificates", _("持证上岗"), ("1.10",), staff_files.detect_certificates, staff_files.corrected_held
    ),
    Detector("wages", _("工资与社保"), ("1.11",), staff_files.detect_wages, staff_files.corrected_paid),
    Detector("roster", _("排班与实际上岗"), roster.CRITERIA, roster.detect, roster.corrected),
    Detector("papers", _("材料与回执"), ("3.9",), papers.detect, papers.corrected),
    Detector("precheck", _("资料预审"), ("3.37",), services.detect_precheck, services.corrected_precheck),
    Detector("phones", _("咨询电话"), ("3.51",), services.detect_phones, services.none_corrected),
    Detector("ratings", _("好差评"), ("5.2.1",), ratings.detect, ratings.corrected),
    Detector("assists", _("帮办代办"), ("5.2.3",), services.detect_assists, services.none_corrected),
)
