"""The scan of a certificate, for everybody who may see that certificate."""

from django.http import HttpRequest, HttpResponseBase

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.models import Person
from staffing.queries.papers import certificate_of
from staffing.views._people import scan_response


@screen(Permission.CERTIFICATE_VIEW)
def certificate_file(request: HttpRequest, contract: Contract, certificate: int) -> HttpResponseBase:
    seen = Person.objects.allowed(request.user, Permission.CERTIFICATE_VIEW).filter(contract=contract)
    return scan_response(request.user, certificate_of(seen, certificate))
