"""Reads over rubrics and cards: scores (numbers), sheet (the card's screen), search."""

from assessment.queries.scores import (
    decisions_of,
    entries_in_force,
    rubric_for,
    rubric_spec,
    score_of,
    spec_of,
    year_score,
)

__all__ = [
    "decisions_of",
    "entries_in_force",
    "rubric_for",
    "rubric_spec",
    "score_of",
    "spec_of",
    "year_score",
]
