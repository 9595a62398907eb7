"""The rubric engine: a scoring table as data, exact scores from entries, a tier and money from a mean.

Not expressed, and refused by name when a table asks for it: formulas, rating multipliers, overtime multipliers,
shares of a mean, norms, imported scores, composites of several cards, one finding against two subjects, escalation
by offence number, loss of award eligibility, and money by occurrence, by point or by person. Aggregation over
months and sites, retention and instalments are not rules of one card and live elsewhere.
"""

from assessment.rules.bands import Band, CountBands, ValueBands
from assessment.rules.checking import check_entry
from assessment.rules.document import rubric_from_document, rubric_to_document
from assessment.rules.entries import Entry, EntryProblem, EntryRefused, check_recording
from assessment.rules.measured import (
    Interpolation,
    JudgedRange,
    LevelPoints,
    Levels,
    Threshold,
)
from assessment.rules.measures import Allowance, Conversion, Measure, Once, PerUnit, Repeat, Veto
from assessment.rules.payout import DEFAULT_TIERS, performance_yuan, shown_mean, tier_for, tiers_of
from assessment.rules.phrases import ParsedRule, parse_rule, parse_rule_phrase, rule_phrase
from assessment.rules.problems import RubricProblem, RubricRefused
from assessment.rules.ratios import RatioTarget, RatioThreshold
from assessment.rules.results import CardScore, GroupScore, LineScore
from assessment.rules.rubric import Criterion, Group, Overlap, Rubric, Tier
from assessment.rules.scoring import DECISIONS, Scorer, compile_rubric, score_card

__all__ = [
    "DECISIONS",
    "DEFAULT_TIERS",
    "Allowance",
    "Band",
    "CardScore",
    "Conversion",
    "CountBands",
    "Criterion",
    "Entry",
    "EntryProblem",
    "EntryRefused",
    "Group",
    "GroupScore",
    "Interpolation",
    "JudgedRange",
    "LevelPoints",
    "Levels",
    "LineScore",
    "Measure",
    "Once",
    "Overlap",
    "ParsedRule",
    "PerUnit",
    "RatioTarget",
    "RatioThreshold",
    "Repeat",
    "Rubric",
    "RubricProblem",
    "RubricRefused",
    "Scorer",
    "Threshold",
    "Tier",
    "ValueBands",
    "Veto",
    "check_entry",
    "check_recording",
    "compile_rubric",
    "parse_rule",
    "parse_rule_phrase",
    "performance_yuan",
    "rubric_from_document",
    "rubric_to_document",
    "rule_phrase",
    "score_card",
    "shown_mean",
    "tier_for",
    "tiers_of",
]
