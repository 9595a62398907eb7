"""A whole profile: everything a contract is made from, and the questions other apps ask it."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from contracts.profile_schema.agreement import (
    Decision,
    Figure,
    Hours,
    Milestone,
    Note,
    Party,
    Payment,
    Price,
    ServiceYear,
    Tender,
    TermOfContract,
    Venue,
)
from contracts.profile_schema.scalars import Key, Many, Model, Slug, Text
from contracts.profile_schema.terms import Term, terms_of
from contracts.profile_schema.work import (
    Certification,
    Duty,
    Headcount,
    Obligation,
    Post,
    Recruitment,
    Register,
    Requirement,
    RoleName,
    Training,
)


class Profile(Model):
    """One tender as data.

    Shape: `rubric` is passed on as parsed (codes stay text); the assessment app reads it, null means the
    purchaser's own table is imported. `name` is the file's name without its ending.
    """

    name: Slug
    version: Text
    title: Text
    tender: Tender
    purchaser: Party
    contractor: Party
    facts: dict[Key, Figure]
    venues: Annotated[Many[Venue], Field(min_length=1)]
    term: TermOfContract
    service_years: Many[ServiceYear]
    price: Price
    payment: Payment
    hours: Hours
    headcounts: Many[Headcount]
    posts: Annotated[Many[Post], Field(min_length=1)]
    eligibility: Many[Requirement]
    preferences: Many[Text]
    certification: Many[Certification]
    limits: dict[Key, Figure]
    milestones: Many[Milestone]
    duties: Many[Duty]
    training: Many[Training]
    obligations: Many[Obligation]
    decisions: Many[Decision]
    registers: Many[Register]
    roles: Many[RoleName]
    notes: Many[Note]
    recruitment: Recruitment | None = None
    rubric: dict[str, Any] | None = None

    def terms(self) -> tuple[Term, ...]:
        """Return every value as one row: clause, value, where it acts."""
        return terms_of(self)

    def limit(self, key: str) -> Decimal | None:
        """Return a limit's number, or None where this contract sets no such limit."""
        figure = self.limits.get(key)
        return figure.value if figure else None

    def post(self, code: str) -> Post:
        """Return a post by its code. Raises: KeyError."""
        return {post.code: post for post in self.posts}[code]

    def decision(self, key: str) -> Decision:
        """Return a decision by its key. Raises: KeyError."""
        return {decision.key: decision for decision in self.decisions}[key]

    def has_decision(self, key: str) -> bool:
        """Whether the contract leaves this question open at all."""
        return any(decision.key == key for decision in self.decisions)

    def duty(self, key: str) -> Duty:
        """Return a duty by its key. Raises: KeyError."""
        return {duty.key: duty for duty in self.duties}[key]

    def milestone(self, key: str) -> Milestone:
        """Return a milestone by its key. Raises: KeyError."""
        return {milestone.key: milestone for milestone in self.milestones}[key]

    def requirements_for(self, post_code: str) -> tuple[Requirement, ...]:
        """Return what is demanded of the people of one post."""
        return tuple(demand for demand in self.eligibility if not demand.posts or post_code in demand.posts)

    def headcount(self) -> int:
        """Return how many people the tender asks for; float posts are not counted."""
        return sum(post.headcount for post in self.posts if post.counted)

    def clerk_headcount(self) -> int:
        """Return the counted people who do not manage others (a base of the turnover ratio)."""
        return sum(post.headcount for post in self.posts if post.counted and not post.is_management)

    def places(self) -> tuple[Venue, ...]:
        """Return one venue per place: a venue that stands for nine alike becomes nine, numbered."""
        found: list[Venue] = []
        for venue in self.venues:
            if venue.count == 1:
                found.append(venue)
                continue
            for number in range(1, venue.count + 1):
                change = {"code": f"{venue.code}-{number}", "name": f"{venue.name}（{number}）", "count": 1}
                found.append(venue.model_copy(update=change))
        return tuple(found)
