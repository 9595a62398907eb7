"""Choices of staffing, one module an area."""

from staffing.enums.attendance import (
    FilingState,
    LeaveKind,
    PunchKind,
    PunchSource,
    RequestState,
    Verdict,
)
from staffing.enums.changes import ChangeKind, ChangeState, ProposedBy
from staffing.enums.people import (
    CheckBasis,
    EndKind,
    ExamKind,
    InsuranceKind,
    LabourKind,
    SchoolingLevel,
    Sex,
    TraitKind,
    WorkKind,
)
from staffing.enums.posts import PostKind, PostRole, SessionKind
from staffing.enums.ranking import InterviewOutcome, RankSpan
from staffing.enums.recruitment import CandidateState, Grade, NeedState, Stage, StepResult
from staffing.enums.roster import RosterStep, ShiftKind, SwapState, WeekState

__all__ = [
    "CandidateState", "ChangeKind", "ChangeState", "CheckBasis", "EndKind", "ExamKind", "FilingState", "Grade",
    "InsuranceKind", "InterviewOutcome", "LabourKind", "LeaveKind", "NeedState", "PostKind", "PostRole", "ProposedBy",
    "PunchKind", "PunchSource", "RankSpan", "RequestState", "RosterStep", "SchoolingLevel", "SessionKind", "Sex",
    "ShiftKind", "Stage", "StepResult", "SwapState", "TraitKind", "Verdict", "WeekState", "WorkKind",
]  # fmt: skip
