"""HTTP text to clean values for the objections' screens."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.enums import Ruling


class FileInput(forms.FileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Each file sent is checked alone. Shape: a list."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The files that were sent; none is fine where none is required."""
        sent = data if isinstance(data, list) else [data]
        return [each for each in (super(ManyFilesField, self).clean(one, initial) for one in sent) if each]


class ObjectionForm(forms.Form):
    """Grounds, and files that show them."""

    entry = forms.IntegerField(min_value=1, max_value=10**9, widget=forms.HiddenInput)
    grounds = forms.CharField(
        label=_("申辩理由"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("写明事实和依据，不超过 1000 字。提交后不能修改。"),
    )
    evidence = ManyFilesField(
        label=_("证据文件"),
        required=False,
        widget=FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
        help_text=_("JPG、PNG 或 PDF，可选多个，最多 12 个。"),
    )


class RulingForm(forms.Form):
    """The ruling, the new count where it is partly upheld, and why."""

    ruling = forms.ChoiceField(label=_("裁定"), choices=Ruling, widget=forms.RadioSelect)
    ruled_count = forms.IntegerField(
        label=_("改为几次"),
        min_value=1,
        max_value=1_000_000,
        required=False,
        help_text=_("只有部分成立才填写。"),
    )
    reason = forms.CharField(
        label=_("裁定理由"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("双方都能看到，裁定后不再改变。"),
    )

    def values(self) -> dict[str, Any]:
        """The clean values as the action takes them."""
        return dict(self.cleaned_data)
