"""HTTP text of the departments', packages' and indicators' screens → clean values."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.models import Zone
from hall_ops.lib.form_fields import KeyField, MonthField, long_text
from windows.models import DepartmentContact

HALL = "hall"


class DepartmentForm(forms.Form):
    name = forms.CharField(label=_("部门名称"), max_length=100)


class ContactsForm(forms.Form):
    """The contact of a department for the whole hall and for each zone: a name and an office telephone."""

    def __init__(
        self, *args: Any, zones: Iterable[Zone], contacts: Iterable[DepartmentContact], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zones: dict[str, Zone | None] = {HALL: None, **{str(zone.pk): zone for zone in zones}}
        now = {str(contact.zone_id or HALL): contact for contact in contacts}
        for key in self.zones:
            contact = now.get(key)
            self.fields[f"name-{key}"] = forms.CharField(
                label=_("联络人"),
                max_length=40,
                required=False,
                initial=contact.contact_name if contact else "",
            )
            self.fields[f"phone-{key}"] = forms.CharField(
                label=_("办公电话"),
                max_length=40,
                required=False,
                initial=contact.office_phone if contact else "",
            )

    def rows(self) -> Iterator[tuple[Zone | None, Any, Any]]:
        """A zone with its two fields; the whole hall first."""
        for key, zone in self.zones.items():
            yield zone, self[f"name-{key}"], self[f"phone-{key}"]

    def sent(self) -> Iterator[tuple[Zone | None, str, str]]:
        for key, zone in self.zones.items():
            yield zone, self.cleaned_data[f"name-{key}"], self.cleaned_data[f"phone-{key}"]


class PackageForm(forms.Form):
    """A package's name and note; its items come beside it."""

    key = KeyField()
    name = forms.CharField(label=_("名称"), max_length=100, help_text=_("如“开办餐饮店一件事”。"))
    note = forms.CharField(label=_("说明"), max_length=300, required=False, widget=long_text(2))
    words = forms.CharField(
        label=_("查找事项"), max_length=100, required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("名称、编码或拼音首字母")}),
    )  # fmt: skip


class IndicatorMonthForm(forms.Form):
    month = MonthField(label=_("月份"))
