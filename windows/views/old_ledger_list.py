"""Old ledgers: upload one; those that wait, and those that were taken."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.file_problems import FileRefused
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.actions.old_ledgers import upload_old_ledger
from windows.forms.ledgers import OldLedgerForm
from windows.forms.uploads import LedgerUploadHandler
from windows.models import OldLedger
from windows.resources.old_columns import old_columns

PAGE = 20


@csrf_exempt  # the handler has to be chosen before the form is read; the page itself is protected below
@screen(
    GET=Permission.LEDGER_IMPORT,
    POST=Permission.LEDGER_IMPORT,
    nav=Nav(Room.LEDGERS, _("旧台账导入"), order=80),
)
def old_ledger_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    request.upload_handlers = [LedgerUploadHandler(request)]
    return _page(request, contract)


@csrf_protect
def _page(request: HttpRequest, contract: Contract) -> HttpResponse:
    problems, status, form = [], 200, OldLedgerForm()
    if request.method == "POST":
        form, status = OldLedgerForm(request.POST, request.FILES), 422
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                made = upload_old_ledger(
                    by=request.user, at=timezone.now(), contract=contract, name=file.name, data=file.read()
                )
            except FileRefused as refused:
                problems = list(refused.problems)
            except DomainError as refused:
                form.add_error(None, str(refused))
                status = refused.status
            else:
                return redirect("windows:old-ledger-detail", contract.slug, made.pk)
    rows = OldLedger.objects.allowed(request.user, Permission.LEDGER_IMPORT).filter(contract=contract)
    page = Paginator(rows.select_related("uploaded_by", "imported_by"), PAGE).get_page(
        request.GET.get("page")
    )
    columns = old_columns()
    context = {
        "contract": contract,
        "form": form,
        "problems": problems,
        "page": page,
        "required": [column.title for column in columns if column.required],
        "optional": [column.title for column in columns if not column.required],
    }
    return render(request, "windows/old_ledger_list.html", context, status=status)
