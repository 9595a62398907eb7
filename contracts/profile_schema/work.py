"""The sections that say what people do: posts, eligibility, certificates, duties, training, forms, roles."""

from typing import Annotated, Literal

from pydantic import Field

from contracts.profile_schema.agreement import VenueKind
from contracts.profile_schema.scalars import Count, Key, Many, Model, Share, Slug, Sourced, Text

PostRole = Literal["director", "supervisor", "team_leader", "clerk"]
PostKind = Literal[
    "management", "support", "window", "issuing", "guide", "assist", "reception", "operations", "township",
    "float",
]  # fmt: skip
RecruitmentStage = Literal[
    "screening", "written", "interview", "medical", "background", "confirmation", "training", "trial",
]  # fmt: skip
MANAGEMENT_ROLES = ("director", "supervisor")


class Post(Sourced):
    """A kind of post and how many of it the tender asks for.

    Shape: `at_least` marks a minimum; `counted` is false for float posts, which the contractor keeps on its own
    account; `per_venue` is the number at each place of `venue_kind`.
    """

    code: Slug
    name: Text
    headcount: Annotated[int, Field(ge=0, le=100_000)]
    kind: PostKind
    role: PostRole
    venue_kind: VenueKind = "hall"
    per_venue: Count | None = None
    at_least: bool = False
    counted: bool = True

    @property
    def is_management(self) -> bool:
        """Whether the post manages the others (turnover may leave these out)."""
        return self.role in MANAGEMENT_ROLES


class Headcount(Sourced):
    """A total the tender states itself; the posts it names must add up to it."""

    key: Key
    label: Text
    headcount: Count
    posts: Annotated[Many[Slug], Field(min_length=1)]
    at_least: bool = False


class Requirement(Sourced):
    """One demand on the people of the posts it names, or of every post where it names none.

    Shape: `rule` says which other fields it uses: ages, heights and years use `value`, schooling `level`. A
    height is stored here as the tender's demand; of a person nothing but "meets the demand" is ever kept.
    """

    key: Key
    posts: Many[Slug] = ()
    rule: Literal[
        "age_min", "age_max", "schooling", "resident", "experience_years", "experience", "healthy",
        "clean_record", "exclusion", "height_min_male_cm", "height_min_female_cm",
    ]  # fmt: skip
    value: Count | None = None
    level: Literal["college", "bachelor"] | None = None
    full_time: bool = False
    counted_on: Literal["notice_date", "hiring_date"] | None = None
    new_hires_only: bool = False
    in_principle: bool = False
    legal_note: Text | None = None


class Recruitment(Sourced):
    """How people are to be chosen: the stages the tender names, and what it grants those who served before.

    Shape: a stage it does not name may be left out with a reason; `incumbents_clause` puts former staff first,
    `pay_clause` keeps their pay from falling.
    """

    stages: Many[RecruitmentStage] = ()
    incumbents_clause: Text | None = None
    pay_clause: Text | None = None


class Certification(Sourced):
    """The share of people that must hold a certificate of a level by the end of a service year.

    Units: share of the people meant. Shape: level 5 is the lowest; a lower number serves too.
    """

    key: Key
    label: Text
    service_year: Count
    level: Annotated[int, Field(ge=1, le=5)]
    share: Share
    applies_to: Literal["everyone", "leaders"]


class Duty(Sourced):
    """Work that comes round. Shape: `count` per period; `minutes` is the least it lasts."""

    key: Key
    label: Text
    cadence: Literal["daily", "weekly", "monthly", "quarterly", "yearly"]
    count: Count = 1
    minutes: Count | None = None
    roles: Many[PostRole] = ()
    criteria: Many[str] = ()


class Training(Sourced):
    """A kind of training the contract asks for, its subjects and how often, where it says so."""

    key: Key
    label: Text
    kind: Literal["before_post", "on_post", "daily", "support", "policy", "plan"]
    cadence: Literal["daily", "weekly", "monthly", "yearly"] | None = None
    subjects: Many[Text] = ()


class Obligation(Sourced):
    """A demand without a number: what must be done or never done."""

    key: Key
    label: Text


class Register(Model):
    """A form or ledger the contract makes necessary, and the room that keeps it."""

    key: Key
    label: Text
    clause: Text
    acts: Literal["contracts", "staffing", "windows", "training", "operations", "assessment", "settlement"]


class RoleName(Model):
    """What a role is called in this contract, and on whose side it stands."""

    key: Key
    label: Text
    side: Literal["purchaser", "contractor", "department", "oversight", "public"]
