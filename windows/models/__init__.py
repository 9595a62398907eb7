"""What the windows keep; a module a noun."""

from windows.models.cases import Case, CaseEvent, CaseForm, CaseMaterial, ClockStop
from windows.models.catalogue import (
    ItemPackage,
    ItemVersion,
    Material,
    PackageItem,
    ServiceItem,
    Situation,
    SituationOption,
)
from windows.models.sessions import WindowSession

__all__ = [
    "Case",
    "CaseEvent",
    "CaseForm",
    "CaseMaterial",
    "ClockStop",
    "ItemPackage",
    "ItemVersion",
    "Material",
    "PackageItem",
    "ServiceItem",
    "Situation",
    "SituationOption",
    "WindowSession",
]
