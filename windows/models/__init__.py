"""What the windows keep; a module a noun."""

from windows.models.assists import AssistOrder
from windows.models.buckets import RateBucket
from windows.models.carriers import Carrier, ExportRequest
from windows.models.case_forms import CaseForm
from windows.models.cases import LEDGER_ACTIONS, Case, CaseEvent, CaseMaterial, ClockStop
from windows.models.catalogue import (
    ItemPackage,
    ItemVersion,
    Material,
    PackageItem,
    ServiceItem,
    Situation,
    SituationOption,
)
from windows.models.chases import Chase, DueNotice
from windows.models.complaints import Complaint
from windows.models.consultations import Consultation, PhoneCheck
from windows.models.data_returns import DataReturn, ReturnCopy
from windows.models.departments import DepartmentContact
from windows.models.disclosure import Disclosure
from windows.models.drafts import IntakeDraft
from windows.models.fees import Fee, FeeCount
from windows.models.figures import PlatformFigure
from windows.models.handovers import CaseResult, HandOver, HandOverLine
from windows.models.holds import Hold
from windows.models.issuances import ArchiveBox, ArchiveLine, Issuance, Parcel, Told
from windows.models.item_drafts import ItemDraft
from windows.models.matters import UnresolvedMatter
from windows.models.old_ledgers import OldCase, OldLedger
from windows.models.queue import QueueDraft, QueueImport, QueueTicket
from windows.models.rating_followups import RatingAppeal, RatingFollowUp, RatingRuling, RatingStep
from windows.models.ratings import Rating, RatingFlag
from windows.models.refusals import RefusalLook
from windows.models.saved_views import SavedView
from windows.models.services import ServiceStep
from windows.models.sessions import SessionPause, WindowSession
from windows.models.special_services import BenefitClaim, CrossRegionCase, SpecialService
from windows.models.tallies import RatingDay, RatingDayMark, RatingTally, Tally, TallyDay

__all__ = [
    "LEDGER_ACTIONS",
    "ArchiveBox",
    "ArchiveLine",
    "AssistOrder",
    "BenefitClaim",
    "Carrier",
    "Case",
    "CaseEvent",
    "CaseForm",
    "CaseMaterial",
    "CaseResult",
    "Chase",
    "ClockStop",
    "Complaint",
    "Consultation",
    "CrossRegionCase",
    "DataReturn",
    "DepartmentContact",
    "Disclosure",
    "DueNotice",
    "ExportRequest",
    "Fee",
    "FeeCount",
    "HandOver",
    "HandOverLine",
    "Hold",
    "IntakeDraft",
    "Issuance",
    "ItemDraft",
    "ItemPackage",
    "ItemVersion",
    "Material",
    "OldCase",
    "OldLedger",
    "PackageItem",
    "Parcel",
    "PhoneCheck",
    "PlatformFigure",
    "QueueDraft",
    "QueueImport",
    "QueueTicket",
    "RateBucket",
    "Rating",
    "RatingAppeal",
    "RatingDay",
    "RatingDayMark",
    "RatingFlag",
    "RatingFollowUp",
    "RatingRuling",
    "RatingStep",
    "RatingTally",
    "RefusalLook",
    "ReturnCopy",
    "SavedView",
    "ServiceItem",
    "ServiceStep",
    "SessionPause",
    "Situation",
    "SituationOption",
    "SpecialService",
    "Tally",
    "TallyDay",
    "Told",
    "UnresolvedMatter",
    "WindowSession",
]
