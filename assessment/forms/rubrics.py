"""HTTP text to clean values for the rubric's screens."""

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.files.official_layout import MENDABLE, Line


class RubricFileForm(forms.Form):
    """A purchaser's table or a filled template."""

    file = forms.FileField(
        label=_("考核表文件"),
        help_text=_("采购人的八列考核表，或填好的模板；Excel（.xlsx），不超过 10 MB。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


class TakeForm(forms.Form):
    """From which month the table is in force, and what it is called."""

    title = forms.CharField(label=_("名称"), max_length=120)
    effective_from = forms.RegexField(
        r"^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])\Z",
        label=_("自何月起用"),
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2023-01"}),
        error_messages={"invalid": _("请写成 2023-01 的样子")},
    )

    def clean_effective_from(self) -> date:
        """The month's first day."""
        year, month = self.cleaned_data["effective_from"].split("-")
        return date(int(year), int(month), 1)


def mends_in(
    posted: Mapping[str, str], lines: Sequence[Line], skipped: Sequence[int]
) -> dict[str, dict[str, str]]:
    """Return what somebody changed on the preview: only fields that differ from what the page showed.

    Shape: fields are named `<row>-<field>`; `<row>-reset` takes a row back to what the file says.
    """
    mends: dict[str, dict[str, str]] = {}
    for line in lines:
        if posted.get(f"{line.row}-reset"):
            mends[str(line.row)] = {}
            continue
        shown = {
            "code": line.code,
            "name": line.name,
            "text": line.text,
            "rule": line.rule,
            "cap": line.cap_text,
        }
        sent = {key: posted[f"{line.row}-{key}"].strip() for key in MENDABLE if f"{line.row}-{key}" in posted}
        changed = {key: value for key, value in sent.items() if value and value != shown.get(key, "")}
        if changed:
            mends[str(line.row)] = changed
    mends.update({str(row): {} for row in skipped if posted.get(f"{row}-reset")})
    return mends
