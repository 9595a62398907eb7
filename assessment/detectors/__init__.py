"""Detectors: each reads a lower app's queries and tells the facts it finds; a lower app never knows it is read.

A detector is a module with `detect(contract, month)`, which gives Facts, and `corrected(contract, keys)`, which gives a
reason for each key whose source record was wrong and has been corrected.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessment.detectors import papers, ratings, services
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
    Detector("papers", _("材料与回执"), ("3.9",), papers.detect, papers.corrected),
    Detector("precheck", _("资料预审"), ("3.37",), services.detect_precheck, services.corrected_precheck),
    Detector("phones", _("咨询电话"), ("3.51",), services.detect_phones, services.none_corrected),
    Detector("ratings", _("好差评"), ("5.2.1",), ratings.detect, ratings.corrected),
    Detector("assists", _("帮办代办"), ("5.2.3",), services.detect_assists, services.none_corrected),
)
