"""Contract profiles: one YAML file per tender, read whole or refused with every fault named.

profile = load_profile("haikou")
profile.limit("turnover_ratio"), profile.terms(), service_years_for(profile, starts_on)
"""

from contracts.profile_schema.loading import load_profile, profile_names, profile_problems
from contracts.profile_schema.problems import ProfileProblem, ProfileRefused
from contracts.profile_schema.profile import Profile
from contracts.profile_schema.terms import Term
from contracts.profile_schema.years import service_years_for

__all__ = [
    "Profile",
    "ProfileProblem",
    "ProfileRefused",
    "Term",
    "load_profile",
    "profile_names",
    "profile_problems",
    "service_years_for",
]
