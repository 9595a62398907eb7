"""What the catalogue's screens share: fetching items through the user's rights, and the form of an item."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError, Stale
from hall_ops.lib.permissions import Permission
from windows.actions.items import ItemEdit, ItemIdentity, ItemRefused
from windows.forms.items import ItemForm, Rows, content_from, row_sets, tell_faults, tell_rows
from windows.models import ItemDraft, ServiceItem
from windows.queries.departments import editable_departments
from windows.rules.item_content import ItemContent

MORE = 5


def get_item(
    request: HttpRequest, contract: Contract, item: int, permission: Permission = Permission.ITEM_VIEW
) -> ServiceItem:
    """An item of the contract's purchaser, if this user may reach it. Raises: Http404."""
    items = ServiceItem.objects.allowed(request.user, permission).of(contract)
    found: ServiceItem | None = items.select_related("department", "current").filter(pk=item).first()
    if found is None:
        raise Http404
    return found


def get_draft(request: HttpRequest, contract: Contract, draft: int) -> ItemDraft:
    """An uploaded list not yet taken. Raises: Http404."""
    drafts = ItemDraft.objects.allowed(request.user, Permission.ITEM_EDIT).filter(contract=contract)
    found: ItemDraft | None = drafts.select_related("contract").filter(pk=draft).first()
    if found is None:
        raise Http404
    return found


class ItemPage:
    """The form of an item with its two tables: shown, given more rows, or read into one edit."""

    def __init__(
        self, request: HttpRequest, contract: Contract, content: ItemContent | None, initial: dict[str, Any]
    ) -> None:
        self.request, self.contract = request, contract
        sent = request.POST if request.method == "POST" else None
        self.wants_more = sent.get("more", "") if sent is not None else ""
        departments = editable_departments(request.user, contract)
        self.form = ItemForm(sent, departments=departments, initial=initial)
        self.questions, self.papers = self._rows(sent, content)

    def _rows(self, sent: Any, content: ItemContent | None) -> tuple[Rows, Rows]:
        if sent is None or self.wants_more not in ("q", "m"):
            return row_sets(sent, content, {})
        data = sent.copy()
        name = f"{self.wants_more}-TOTAL_FORMS"
        count = data.get(name, "")
        data[name] = str(int(count) + MORE) if count.isdecimal() and len(count) < 4 else "0"
        return row_sets(data, content, {})

    @property
    def is_sent(self) -> bool:
        return self.request.method == "POST" and not self.wants_more

    def edit(self) -> ItemEdit | None:
        """What was sent; None where a field is at fault."""
        valid = [self.form.is_valid(), self.questions.is_valid(), self.papers.is_valid()]
        tell_rows(self.form, _("情形"), self.questions)
        tell_rows(self.form, _("材料"), self.papers)
        content = content_from(self.form, self.questions, self.papers) if all(valid) else None
        if content is None:
            return None
        values = self.form.cleaned_data
        identity = ItemIdentity(
            values["department"], values["short_code"], values["national_code"], values["in_hall"],
            values["counted"],
        )  # fmt: skip
        return ItemEdit(identity, content, values["effective_on"], values["source"], values["seen"] or 0)

    def refused(self, refused: DomainError) -> int:
        """Write a refusal where it belongs. Returns the status of the answer."""
        if isinstance(refused, ItemRefused) and refused.faults:
            tell_faults(self.form, refused.faults)
        else:
            self.form.add_error(None, str(refused))
        return 409 if isinstance(refused, Stale) else 422

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        tables = {"questions": self.questions, "papers": self.papers, "today": timezone.localdate()}
        page = {"contract": self.contract, "form": self.form, **tables, **context}
        return render(self.request, "windows/item_edit.html", page, status=status)
