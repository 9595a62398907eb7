"""The present catalogue as Excel, in the layout of the import."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.downloads import XLSX, download
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import record_event
from windows.queries.item_contents import with_parts
from windows.queries.items import versions_on
from windows.reports.item_sheets import catalogue_file


@screen(Permission.ITEM_VIEW)
def item_export(request: HttpRequest, contract: Contract) -> HttpResponse:
    today = timezone.localdate()
    versions = with_parts(versions_on(contract, today).order_by("item__short_code"))
    body = catalogue_file(versions)
    with transaction.atomic():
        record_event("item.export", by=request.user, contract=contract, after={"rows": len(versions)})
    words = {"contract": contract.short_name, "day": f"{today:%Y%m%d}"}
    return download(body, _("%(contract)s-事项清单-%(day)s.xlsx") % words, XLSX)
