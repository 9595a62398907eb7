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
from windows.enums.chases import ChaseWay, DueKind
from windows.enums.forms import LAW_NOTES, FormKind
from windows.enums.intake import Outcome, RefusalGround
from windows.enums.ledgers import ImportState, TallyDimension, TallyKind, TallySpan
from windows.enums.papers import (
    BoxState,
    Collector,
    Direction,
    HandOverState,
    HandOverWay,
    LineKind,
    LineOutcome,
    ParcelState,
    ToldBy,
    ToldOutcome,
)
from windows.enums.privacy import CarrierKind, CarrierState, RequestState, UnmaskReason
from windows.enums.sessions import EndedAs

__all__ = [
    "LAW_NOTES",
    "ApplicantKind",
    "BoxState",
    "CarrierKind",
    "CarrierState",
    "CaseChannel",
    "CaseState",
    "Channel",
    "ChaseWay",
    "ClockReason",
    "Collector",
    "ConcludedAs",
    "CrossRegion",
    "Delivery",
    "Direction",
    "DueKind",
    "EndedAs",
    "FormKind",
    "HandOverState",
    "HandOverWay",
    "Holder",
    "IdKind",
    "ImportState",
    "ItemKind",
    "LineKind",
    "LineOutcome",
    "MaterialForm",
    "Necessity",
    "Outcome",
    "ParcelState",
    "Priority",
    "RefusalGround",
    "RefusalKind",
    "RequestState",
    "ResultKind",
    "Taken",
    "TallyDimension",
    "TallyKind",
    "TallySpan",
    "ToldBy",
    "ToldOutcome",
    "UnmaskReason",
]
