"""A new package."""

from django.http import HttpRequest, HttpResponse

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.views.package_edit import edit_page


@screen(GET=Permission.ITEM_EDIT, POST=Permission.ITEM_EDIT)
def package_new(request: HttpRequest, contract: Contract) -> HttpResponse:
    return edit_page(request, contract, None)
