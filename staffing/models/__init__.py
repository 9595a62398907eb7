"""Staffing: posts, people, recruitment, changes, roster, attendance, wages, hand-over."""

from staffing.models.attendance import (
    AttendanceMonth,
    AttendanceRuling,
    Away,
    Leave,
    LeaveGrant,
    MakeUp,
    Punch,
    PunchFile,
)
from staffing.models.changes import ChangeStep, StaffChange
from staffing.models.papers import (
    Badge,
    Certificate,
    ExamOffer,
    ExamResult,
    Insurance,
    LabourContract,
    Medical,
    PersonPaper,
    SecrecyAgreement,
    UniformIssue,
    UniformLot,
)
from staffing.models.people import (
    Engagement,
    Person,
    RequirementCheck,
    Schooling,
    Trait,
    WorkHistory,
)
from staffing.models.posts import Post, PostPlace, ServiceSession
from staffing.models.ranking import Ranking, RankInterview, RankLine
from staffing.models.recruitment import Candidate, CandidateStep, Need, Notice
from staffing.models.roster import (
    RosterChange,
    RosterGap,
    RosterWeek,
    Shift,
    ShiftPattern,
    SubstitutePair,
    Swap,
)
from staffing.models.takeover import AcceptanceCheck, HandOverPack
from staffing.models.wages import DeductionSpending, PrepaidWage, WageLine, WageMonth

__all__ = [
    "AcceptanceCheck", "AttendanceMonth", "AttendanceRuling", "Away", "Badge", "Candidate", "CandidateStep",
    "Certificate", "ChangeStep", "DeductionSpending", "Engagement", "ExamOffer", "ExamResult", "HandOverPack",
    "Insurance", "LabourContract", "Leave", "LeaveGrant", "MakeUp", "Medical", "Need", "Notice", "Person",
    "PersonPaper", "Post", "PostPlace", "PrepaidWage", "Punch", "PunchFile",
    "RankInterview", "RankLine", "Ranking", "RequirementCheck",
    "RosterChange",
    "RosterGap", "RosterWeek", "Schooling", "SecrecyAgreement", "ServiceSession", "Shift", "ShiftPattern",
    "StaffChange", "SubstitutePair", "Swap", "Trait", "UniformIssue", "UniformLot", "WageLine", "WageMonth",
    "WorkHistory",
]  # fmt: skip
