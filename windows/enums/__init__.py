"""Choices of the windows, in the field's own terms; a module an area."""

from windows.enums.cases import (
    ApplicantKind,
    CaseChannel,
    CaseState,
    ClockReason,
    ConcludedAs,
    CrossRegion,
    Delivery,
    Holder,
    IdKind,
    Priority,
    RefusalKind,
    Taken,
)
from windows.enums.catalogue import Channel, ItemKind, MaterialForm, Necessity, ResultKind
from windows.enums.intake import Outcome, RefusalGround
from windows.enums.sessions import EndedAs

__all__ = [
    "ApplicantKind",
    "CaseChannel",
    "CaseState",
    "Channel",
    "ClockReason",
    "ConcludedAs",
    "CrossRegion",
    "Delivery",
    "EndedAs",
    "Holder",
    "IdKind",
    "ItemKind",
    "MaterialForm",
    "Necessity",
    "Outcome",
    "Priority",
    "RefusalGround",
    "RefusalKind",
    "ResultKind",
    "Taken",
]
