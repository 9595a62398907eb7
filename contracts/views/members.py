"""Who holds which role, in a contract or for the whole installation; granting a role."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import RoleChoice
from accounts.models import User
from accounts.queries import account_named
from contracts.actions.memberships import MembershipRefused, grant_role
from contracts.models import Contract, Membership, Organisation, Team
from hall_ops.lib.navigation import permissions_of
from hall_ops.lib.permissions import INSTALLATION_ROLES, Permission, Role
from hall_ops.lib.screens import Nav, Room, screen


class GrantForm(forms.Form):
    username = forms.CharField(
        label=gettext_lazy("登录名"),
        max_length=32,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "people", "autocapitalize": "none"}),
    )
    role = forms.ChoiceField(label=gettext_lazy("身份"))
    team = forms.ModelChoiceField(Team.objects.none(), label=gettext_lazy("班组"), required=False)
    department = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("部门"), required=False
    )

    def __init__(self, *args: Any, contract: Contract | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [choice for choice in RoleChoice.choices if contract or Role(choice[0]) in INSTALLATION_ROLES]
        self.fields["role"] = forms.ChoiceField(label=_("身份"), choices=[("", _("请选择")), *roles])
        if contract is None:
            del self.fields["team"], self.fields["department"]
            return
        self.fields["team"].queryset = contract.teams.order_by("name")  # type: ignore[attr-defined]
        self.fields["department"].queryset = contract.purchaser.departments.order_by("name")  # type: ignore[attr-defined]

    def clean_username(self) -> User:
        user = account_named(self.cleaned_data["username"])
        if user is None:
            raise forms.ValidationError(_("没有这个登录名。请先由系统管理员建立账号。"))
        return user


@screen(
    GET=Permission.MEMBER_VIEW,
    POST=Permission.MEMBER_GRANT,
    nav=Nav(Room.ACCOUNTS, gettext_lazy("全系统管理身份"), order=20),
)
def members(request: HttpRequest) -> HttpResponse:
    return _page(request, None)


@screen(
    GET=Permission.MEMBER_VIEW,
    POST=Permission.MEMBER_GRANT,
    nav=Nav(Room.ACCOUNTS, gettext_lazy("本合同成员"), order=30),
)
def contract_members(request: HttpRequest, contract: Contract) -> HttpResponse:
    return _page(request, contract)


def members_url(contract: Contract | None) -> str:
    return (
        reverse("contracts:contract-members", args=[contract.slug])
        if contract
        else reverse("contracts:members")
    )


def _page(request: HttpRequest, contract: Contract | None) -> HttpResponse:
    form = GrantForm(request.POST if request.method == "POST" else None, contract=contract)
    if form.is_valid():
        values = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
        user = values.pop("username")
        try:
            grant_role(by=request.user, user=user, contract=contract, at=timezone.now(), **values)
        except MembershipRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已授予%(name)s，等待另一人确认后生效。") % {"name": user.name})
            return redirect(members_url(contract))
    status = 422 if form.is_bound else 200
    return render(request, "contracts/members.html", _context(request, contract, form), status=status)


def _context(request: HttpRequest, contract: Contract | None, form: GrantForm) -> dict[str, Any]:
    ended = request.GET.get("ended") == "1"
    found = Membership.objects.allowed(request.user, Permission.MEMBER_VIEW).filter(
        contract=contract, ended_at__isnull=not ended
    )
    held = permissions_of(
        place
        for place in request.user.standings()
        if place.contract_id in (None, contract.pk if contract else None)
    )
    rows = [
        {
            "membership": row,
            "may_confirm": Permission.MEMBER_CONFIRM in held
            and not (row.confirmed_at or row.ended_at)
            and request.user.pk not in (row.granted_by_id, row.user_id),
            "may_end": Permission.MEMBER_GRANT in held and not row.ended_at,
        }
        for row in found.select_related(
            "user", "team", "department", "granted_by", "confirmed_by", "ended_by"
        )
    ]
    url = members_url(contract)
    return {
        "rows": rows,
        "form": form,
        "contract": contract,
        "ended": ended,
        "tabs": [
            {"label": _("现任与待确认"), "url": url, "active": not ended},
            {"label": _("已收回"), "url": f"{url}?ended=1", "active": ended},
        ],
        "may_grant": Permission.MEMBER_GRANT in held and not ended,
        "people": User.objects.allowed(request.user, Permission.ACCOUNT_VIEW).filter(disabled_at=None),
    }
