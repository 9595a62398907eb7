"""HTTP text of the public pages → clean values."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.codes import cleaned, is_code
from hall_ops.lib.identity_numbers import NumberRefused, check_phone
from windows.actions.ratings import NAME_MOST, TEXT_MOST, Said
from windows.enums import RatingLevel
from windows.rules.rating_codes import BY_CODE, LEVELS, reasons_of

BAD_CODE = _(
    "查询码有误，可能抄错了一位。请核对受理凭证：共 14 位，由数字和大写字母组成，不含 0、1、I、L、O。"
)


class CodeForm(forms.Form):
    """The code somebody copied from a slip."""

    code = forms.CharField(
        label=_("查询码"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )

    def clean_code(self) -> str:
        code = cleaned(self.cleaned_data["code"])
        if not is_code(code):
            raise forms.ValidationError(BAD_CODE)
        return code


class TailForm(forms.Form):
    tail = forms.RegexField(
        r"^\d{4}\Z",
        label=_("预留电话的后四位"),
        error_messages={"invalid": _("请填登记时所留电话的最后 4 位数字。")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "4", "pattern": "[0-9]{4}"}
        ),
    )


class PublicRatingForm(forms.Form):
    """A rating as the public gives it. Reasons of other levels than the chosen one are left out unseen."""

    level = forms.TypedChoiceField(
        label=_("您对这次服务的评价"),
        coerce=int,
        choices=RatingLevel.choices,
        error_messages={"required": _("请选择一个评价。"), "invalid_choice": _("请选择一个评价。")},
    )
    reasons = forms.MultipleChoiceField(
        label=_("具体是哪方面"), required=False, choices=[(code, code) for code in BY_CODE]
    )
    text = forms.CharField(
        label=_("还想说的话"), max_length=TEXT_MOST, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    name = forms.CharField(label=_("姓名"), max_length=NAME_MOST, required=False)
    contact = forms.CharField(
        label=_("联系电话"), max_length=40, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )

    def clean_contact(self) -> str:
        """Judged here, so that what is wrong stands at the field."""
        text: str = self.cleaned_data["contact"].strip()
        try:
            return check_phone(text) if text else ""
        except NumberRefused as refused:
            raise forms.ValidationError(str(refused)) from None

    def said(self) -> Said:
        data: dict[str, Any] = self.cleaned_data
        reasons = tuple(code for code in data["reasons"] if BY_CODE[code].level == data["level"])
        return Said(data["level"], reasons, data["text"], data["name"], data["contact"])

    def levels(self) -> list[dict[str, Any]]:
        """The levels with their reasons in the page's language, as the template draws them."""
        language, chosen, ticked = get_language() or "", self["level"].value(), self["reasons"].value() or []
        return [
            {
                "value": level,
                "label": RatingLevel(level).label,
                "stars": "★" * level + "☆" * (5 - level),
                "checked": str(chosen) == str(level),
                "reasons": [
                    {"code": each.code, "text": each.wording(language), "checked": each.code in ticked}
                    for each in reasons_of(level)
                ],
            }
            for level in LEVELS
        ]
