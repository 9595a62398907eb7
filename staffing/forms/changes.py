"""HTTP text of the changes' screens → clean values."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Team
from hall_ops.lib.form_fields import KeyField, day_input, long_text
from staffing.enums import ChangeKind, ProposedBy
from staffing.forms.papers import scan_field
from staffing.models import Engagement, Person, Post, StaffChange

Choice = tuple[Person, Engagement | None]


def named(person: Person, held: Engagement | None) -> str:
    """G0012 王某 · 窗口服务人员 · 一组 · 班组长."""
    parts = [f"{person.number} {person.name}"]
    if held is None:
        return f"{parts[0]} · {_('没有岗位')}"
    parts += [held.post.name, held.team.name if held.team else "", str(_("班组长")) if held.leader else ""]
    return " · ".join(part for part in parts if part)


def rows_of(form: forms.Form, name: str) -> forms.ModelChoiceField:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField), "a field that chooses a row"
    return field


def offer(form: forms.Form, people: Sequence[Choice]) -> None:
    """The people of the contract to choose from, each told with the post they hold."""
    field = rows_of(form, "person")
    field.queryset = Person.objects.filter(pk__in=[person.pk for person, _held in people])
    field.choices = [("", "—"), *((person.pk, named(person, held)) for person, held in people)]


class FollowedField(forms.ModelChoiceField):
    def label_from_instance(self, change: StaffChange) -> str:
        return f"{change.number} {change.who} {change.get_kind_display()} {change.effective_on:%Y-%m-%d}"


class ChangeForm(forms.Form):
    key = KeyField()
    kind = forms.ChoiceField(
        label=_("变更类别"),
        choices=[("", "—"), *ChangeKind.choices],
        help_text=_("供应商更换须由供应商提出，采购人退回须由采购人提出。"),
    )
    person = forms.ModelChoiceField(label=_("人员"), queryset=Person.objects.none())
    proposed_by = forms.ChoiceField(label=_("提出方"), choices=[("", "—"), *ProposedBy.choices])
    effective_on = forms.DateField(label=_("生效日期"), widget=day_input())
    announced_on = forms.DateField(
        label=_("告知采购人日期"), required=False, widget=day_input(), help_text=_("不填即提交的当天。")
    )
    to_post = forms.ModelChoiceField(
        label=_("到哪个岗位"), required=False, queryset=Post.objects.none(), empty_label="—",
        help_text=_("新进必填；调岗按需填。"),
    )  # fmt: skip
    to_team = forms.ModelChoiceField(
        label=_("班组"), required=False, queryset=Team.objects.none(), empty_label="—",
        help_text=_("任班组长填所带的班组。"),
    )  # fmt: skip
    replaces = FollowedField(
        label=_("接替谁"), required=False, queryset=StaffChange.objects.none(), empty_label="—",
        help_text=_("离开和接替算同一次变更。"),
    )  # fmt: skip
    reason = forms.CharField(label=_("事由"), max_length=500, widget=long_text())
    file = scan_field(_("附件"))

    def __init__(
        self, *args: Any, contract: Contract, people: Sequence[Choice], followed: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, people)
        rows_of(self, "to_post").queryset = Post.objects.filter(contract=contract, retired_on=None)
        rows_of(self, "to_team").queryset = Team.objects.filter(contract=contract)
        rows_of(self, "replaces").queryset = followed
        self.fields["effective_on"].help_text = _("离开的填最后在岗日，其余填到岗日。")


class SendBackForm(forms.Form):
    key = KeyField()
    person = forms.ModelChoiceField(label=_("人员"), queryset=Person.objects.none())
    effective_on = forms.DateField(label=_("最后在岗日"), widget=day_input())
    reason = forms.CharField(label=_("退回事由"), max_length=500, widget=long_text())
    file = scan_field(_("附件"))

    def __init__(self, *args: Any, people: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, [(person, held) for person, held in people if held])


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=[("consent", _("同意")), ("refuse", _("不同意"))])
    note = forms.CharField(label=_("答复意见"), max_length=300, required=False, widget=long_text(2))


class DoneForm(forms.Form):
    on = forms.DateField(label=_("实际日期"), widget=day_input())
    reason = forms.CharField(label=_("未经同意先行办理的理由"), max_length=300, required=False)
    despite = forms.CharField(
        label=_("不符合任职条件仍任用的理由"),
        max_length=200,
        required=False,
        help_text=_("条件都符合的不填。"),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=300)


class PlatformForm(forms.Form):
    note = forms.CharField(label=_("说明"), max_length=300, required=False)
