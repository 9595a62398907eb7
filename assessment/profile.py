"""This app's part of a contract: the first version of its rubric, where the tender has one."""

from django.utils import timezone

from assessment.actions.rubrics import add_rubric
from assessment.enums import RubricSource
from assessment.models import Rubric
from assessment.rules.document import rubric_from_document
from contracts.models import Contract
from contracts.profile_schema import Profile


def install(profile: Profile, contract: Contract) -> None:
    """Give the contract its rubric once; versions that people took since are kept."""
    if profile.rubric is None or Rubric.objects.filter(contract=contract).exists():
        return
    add_rubric(
        by=contract.created_by,
        at=timezone.now(),
        contract=contract,
        rubric=rubric_from_document(profile.rubric),
        source=RubricSource.PROFILE,
        effective_from=contract.starts_on.replace(day=1),
    )
