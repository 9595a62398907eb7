"""The shipped profiles at a glance, for choosing one; a file is read again only when it changed."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language

from contracts.profile_schema import loading
from contracts.profile_schema.problems import ProfileProblem, ProfileRefused
from contracts.profile_schema.profile import Profile


@dataclass(frozen=True, slots=True)
class ProfileEntry:
    """One profile file. Shape: either `profile`, or the `problems` for which it may not be used."""

    name: str
    profile: Profile | None
    problems: tuple[ProfileProblem, ...] = ()


def entries() -> list[ProfileEntry]:
    """Every shipped profile, good or bad, in order of the alphabet."""
    return [_entry(name, _changed_at(name), get_language() or "") for name in loading.profile_names()]


def _changed_at(name: str) -> tuple[str, int]:
    file = loading.FOLDER / f"{name}.yaml"
    return str(file), file.stat().st_mtime_ns


@lru_cache(maxsize=64)
def _entry(name: str, _changed: tuple[str, int], _language: str) -> ProfileEntry:
    try:
        return ProfileEntry(name, loading.load_profile(name))
    except ProfileRefused as refused:
        return ProfileEntry(name, None, refused.problems)
