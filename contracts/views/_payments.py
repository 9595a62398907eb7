"""What the payment screens share: the fetch of a year and of one instalment."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from contracts.models import Contract, PaymentInstalment, ServiceYear
from hall_ops.lib.permissions import Permission


def get_year(request: HttpRequest, contract: Contract, number: int, permission: Permission) -> ServiceYear:
    allowed = ServiceYear.objects.allowed(request.user, permission).filter(contract=contract)
    return get_object_or_404(allowed.select_related("contract", "plan"), number=number)


def get_instalment(
    request: HttpRequest, contract: Contract, year: int, instalment: int, permission: Permission
) -> PaymentInstalment:
    allowed = PaymentInstalment.objects.allowed(request.user, permission).filter(contract=contract)
    related = ("service_year", "contract__purchaser", "contract__contractor")
    rows = allowed.select_related(*related).prefetch_related("steps__by")
    return get_object_or_404(rows, service_year__number=year, number=instalment)
