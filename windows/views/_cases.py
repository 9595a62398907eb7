"""Fetching cases for the screens about one case."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from windows.models import Case
from windows.queries.case_detail import SHOWN_WITH
from windows.queries.ledger_search import token_of

# Where a case's page lies in the navigation: a clerk's own, a department's, for everyone else the ledger.
CASE_LISTS = ("windows:board-mine", "windows:result-list", "windows:ledger-list")


def get_case(
    request: HttpRequest, contract: Contract, number: str, permission: Permission = Permission.CASE_VIEW
) -> Case:
    """The case by its number, where this user may see it with this right; else 404."""
    allowed = Case.objects.allowed(request.user, permission).in_contract(contract)
    return get_object_or_404(allowed.select_related(*SHOWN_WITH), number=number)


def issuing_url(case: Case, contract: Contract) -> str:
    """The issuing desk with this case looked up."""
    desk = reverse("windows:issuance-desk", args=[contract.slug])
    return f"{desk}?{urlencode({'find': token_of(case.number)})}"
