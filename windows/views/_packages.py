"""What the packages' screens share: fetching one, and the form with the items beside it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from windows.forms.departments import PackageForm
from windows.models import ItemPackage, ServiceItem
from windows.queries.item_packages import packages_of
from windows.queries.items import search_items


def get_package(request: HttpRequest, contract: Contract, package: int) -> ItemPackage:
    """A package of the contract's purchaser with its items. Raises: Http404."""
    found = packages_of(request.user, contract).filter(pk=package).first()
    if found is None:
        raise Http404
    return found


class PackagePage:
    """The form of a package: name and note, the items chosen so far in order, what a search found to add."""

    def __init__(self, request: HttpRequest, contract: Contract, package: ItemPackage | None) -> None:
        self.request, self.contract, self.package = request, contract, package
        sent = request.POST if request.method == "POST" else None
        initial = {"name": package.name, "note": package.note} if package else {}
        self.form = PackageForm(sent, initial=initial)
        self.is_saved = sent is not None and sent.get("op") == "save"
        self.items = self._chosen() if sent is not None else self._present()

    def _present(self) -> list[ServiceItem]:
        return [part.item for part in self.package.parts.all()] if self.package else []

    def _chosen(self) -> list[ServiceItem]:
        """The items that were ticked, in the order of their numbers; those just added come last."""
        sent = self.request.POST
        places = {
            int(key): (_number(sent.get(f"order-{key}", "")), position)
            for position, key in enumerate(sent.getlist("item"))
            if key.isdecimal() and len(key) < 19
        }
        items = ServiceItem.objects.allowed(self.request.user, Permission.ITEM_VIEW).of(self.contract)
        found = items.select_related("current", "department").filter(pk__in=places)
        return sorted(found, key=lambda item: places[item.pk])

    def render(self, status: int = 200) -> HttpResponse:
        words = self.request.POST.get("words", "")[:100]
        chosen = {item.pk for item in self.items}
        found = search_items(self.contract, words, timezone.localdate(), limit=20) if words else []
        context: dict[str, Any] = {
            "contract": self.contract,
            "package": self.package,
            "form": self.form,
            "items": self.items,
            "words": words,
            "found": [version for version in found if version.item_id not in chosen],
        }
        return render(self.request, "windows/package_edit.html", context, status=status)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 5 else 9999
