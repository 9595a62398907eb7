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

__all__ = [
    "ApplicantKind",
    "CaseChannel",
    "CaseState",
    "Channel",
    "ClockReason",
    "ConcludedAs",
    "CrossRegion",
    "Delivery",
    "Holder",
    "IdKind",
    "ItemKind",
    "MaterialForm",
    "Necessity",
    "Priority",
    "RefusalKind",
    "ResultKind",
    "Taken",
]
