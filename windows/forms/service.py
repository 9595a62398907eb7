"""HTTP text of the service registers → clean values: one form to open a row, small ones for its steps."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contracts.models import Contract, Organisation
from hall_ops.lib.form_fields import KeyField, day_input, long_text
from hall_ops.lib.identity_numbers import NumberRefused, check_phone
from hall_ops.lib.permissions import Role
from windows.enums import CrossRegion, Priority
from windows.enums.complaints import ComplaintCause, ComplaintChannel, ComplaintFinding, ComplaintKind
from windows.enums.service import (
    AssistKind,
    ConsultChannel,
    CrossDirection,
    CrossMode,
    CrossState,
    MatterCause,
    MatterResult,
    MatterSource,
    SpecialKind,
)
from windows.queries.items import search_items

HELPERS = (Role.CLERK, Role.TEAM_LEADER, Role.SUPERVISOR)
CHOOSE = [("", _("请选择"))]


def plain(**attrs: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", **attrs})


def moment_input() -> forms.DateTimeInput:
    return forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


class ContractForm(forms.Form):
    """A form that knows its contract: whose departments, members and items may be named; a step's, its row as well."""

    def __init__(self, *args: Any, contract: Contract, row: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contract, self.row = contract, row
        for name, field in self.fields.items():
            if name == "department":
                field.queryset = contract.purchaser.departments.order_by("name")  # type: ignore[attr-defined]
            if name in {"helper", "owner", "about"}:
                members = contract.memberships.in_force().filter(role__in=HELPERS)
                field.queryset = User.objects.filter(  # type: ignore[attr-defined]
                    pk__in=members.values("user"), is_active=True
                ).order_by("name")

    def clean_phone(self) -> str:
        """Judged here, so that what is wrong stands at the field."""
        text: str = self.cleaned_data["phone"].strip()
        try:
            return check_phone(text) if text else ""
        except NumberRefused as refused:
            raise forms.ValidationError(str(refused)) from None

    def clean_item(self) -> Any:
        """The item meant by a short code, a national code, or words that fit one item only."""
        words = self.cleaned_data["item"].strip()
        if not words:
            return None
        found = search_items(self.contract, words, timezone.localdate(), limit=2)
        exact = [each for each in found if words.lower() in {each.item.short_code.lower(), each.name.lower()}]
        if len(exact or found) != 1:
            text = (
                _now("“%(words)s”找到 %(n)s 个事项，请写事项简码。")
                if found
                else _now("没有找到“%(words)s”，请写事项简码。")
            )
            raise forms.ValidationError(text % {"words": words[:30], "n": len(found)})
        return (exact or found)[0].item


class RowForm(ContractForm):
    """What every new row has: who came, how to reach them, about which item."""

    key = KeyField()
    person_name = forms.CharField(label=_("姓名或单位"), max_length=100, widget=plain())
    phone = forms.CharField(label=_("联系电话"), max_length=30, required=False, widget=plain(inputmode="tel"))
    item = forms.CharField(
        label=_("事项"), max_length=60, required=False, widget=plain(),
        help_text=_("可填事项简码、名称或拼音首字母；不涉及具体事项的不填。"),
    )  # fmt: skip
    note = forms.CharField(label=_("备注"), max_length=300, required=False, widget=plain())


class MatterForm(RowForm):
    field_order = ("source", "text", "person_name", "phone", "item", "department", "owner", "is_hard", "note")
    source = forms.ChoiceField(label=_("来源"), choices=MatterSource.choices, initial=MatterSource.WINDOW)
    text = forms.CharField(label=_("反映内容"), max_length=500, widget=long_text(3))
    department = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("涉及部门"), required=False, empty_label=_("不填")
    )
    owner = forms.ModelChoiceField(User.objects.none(), label=_("经办人"))
    is_hard = forms.BooleanField(label=_("情况复杂，按较长期限办理"), required=False)


class ComplaintForm(RowForm):
    field_order = (
        "channel", "kind", "title", "text", "person_name", "phone", "email", "department", "about", "item", "owner",
        "note",
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("来源"), choices=ComplaintChannel.choices)
    kind = forms.ChoiceField(label=_("类别"), choices=ComplaintKind.choices)
    title = forms.CharField(label=_("标题"), max_length=100, widget=plain())
    text = forms.CharField(label=_("投诉内容"), max_length=1000, widget=long_text(3))
    person_name = forms.CharField(
        label=_("投诉人"), max_length=100, required=False, widget=plain(), help_text=_("匿名的留空。")
    )
    email = forms.EmailField(label=_("邮箱"), max_length=100, required=False)
    department = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("投诉单位"), required=False, empty_label=_("不填")
    )
    about = forms.ModelChoiceField(
        User.objects.none(), label=_("被投诉人员"), required=False, empty_label=_("不填"),
        help_text=_("登记后被投诉人员看不到这件投诉。"),
    )  # fmt: skip
    owner = forms.ModelChoiceField(User.objects.none(), label=_("经办人"))


class AssistForm(RowForm):
    field_order = (
        "kind",
        "wish",
        "person_name",
        "phone",
        "group",
        "company",
        "item",
        "helper",
        "scheduled_at",
        "address",
        "note",
    )
    kind = forms.ChoiceField(label=_("服务类型"), choices=AssistKind.choices)
    wish = forms.CharField(label=_("需要办理"), max_length=300, widget=long_text(2))
    group = forms.ChoiceField(label=_("特殊群体"), choices=Priority.choices, required=False)
    company = forms.CharField(label=_("企业名称"), max_length=100, required=False, widget=plain())
    helper = forms.ModelChoiceField(
        User.objects.none(), label=_("服务人员"), required=False, empty_label=_("不填")
    )
    scheduled_at = forms.DateTimeField(label=_("约定时间"), required=False, widget=moment_input())
    address = forms.CharField(
        label=_("地址"), max_length=200, required=False, widget=plain(), help_text=_("上门服务必填。")
    )


class ConsultForm(RowForm):
    field_order = ("channel", "question", "answer", "person_name", "phone", "item", "note")
    channel = forms.ChoiceField(
        label=_("来源"), choices=ConsultChannel.choices, initial=ConsultChannel.COUNTER
    )
    question = forms.CharField(label=_("咨询内容"), max_length=500, widget=long_text(2))
    answer = forms.CharField(
        label=_("当场答复"), max_length=1000, required=False, widget=long_text(2),
        help_text=_("不能当场答复的留空，登记后转部门。"),
    )  # fmt: skip
    person_name = forms.CharField(label=_("姓名或单位"), max_length=100, required=False, widget=plain())


class CrossForm(RowForm):
    field_order = (
        "direction",
        "kind",
        "mode",
        "other_hall",
        "person_name",
        "phone",
        "item",
        "identity_checked",
        "note",
    )
    direction = forms.ChoiceField(label=_("方向"), choices=CrossDirection.choices)
    kind = forms.ChoiceField(label=_("通办范围"), choices=[each for each in CrossRegion.choices if each[0]])
    mode = forms.ChoiceField(label=_("通办模式"), choices=CrossMode.choices)
    other_hall = forms.CharField(label=_("对方大厅"), max_length=100, widget=plain())
    identity_checked = forms.BooleanField(label=_("身份已核验"), required=False)


class SpecialForm(RowForm):
    field_order = ("kind", "scheduled_at", "person_name", "phone", "item", "note")
    kind = forms.ChoiceField(label=_("服务类型"), choices=SpecialKind.choices)
    scheduled_at = forms.DateTimeField(label=_("约定时间"), widget=moment_input())


class ClaimForm(ContractForm):
    key = KeyField()
    policy = forms.CharField(label=_("政策名称"), max_length=200, widget=plain())
    person_name = forms.CharField(label=_("企业名称"), max_length=100, widget=plain())
    credit_code = forms.CharField(label=_("统一社会信用代码"), max_length=18, required=False, widget=plain())
    phone = forms.CharField(label=_("联系电话"), max_length=30, required=False, widget=plain(inputmode="tel"))
    amount_yuan = forms.DecimalField(label=_("申请金额（元）"), max_digits=12, decimal_places=2)
    department = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("办理部门"), required=False, empty_label=_("不填")
    )
    due_on = forms.DateField(
        label=_("办理期限"), required=False, widget=day_input(), help_text=_("不填按二十个工作日。")
    )
    note = forms.CharField(label=_("备注"), max_length=300, required=False, widget=plain())


# -- steps ----------------------------------------------------------------------------------------------------------
class NothingForm(ContractForm):
    """A step that needs no words."""


class TextForm(ContractForm):
    text = forms.CharField(label=_("说明"), max_length=500, widget=long_text(2))


class MaybeTextForm(ContractForm):
    text = forms.CharField(label=_("说明"), max_length=500, required=False, widget=long_text(2))


class ReasonForm(ContractForm):
    reason = forms.CharField(label=_("原因"), max_length=300, widget=long_text(2))


class HandForm(MaybeTextForm):
    field_order = ("department", "text")
    department = forms.ModelChoiceField(Organisation.objects.none(), label=_("部门"))


class MatterHandForm(HandForm):
    text = forms.CharField(label=_("交办的要求"), max_length=500, widget=long_text(2))


class MatterAnswerForm(TextForm):
    field_order = ("cause", "result", "text")
    cause = forms.ChoiceField(label=_("未办成原因"), choices=[*CHOOSE, *MatterCause.choices])
    result = forms.ChoiceField(label=_("结果"), choices=[*CHOOSE, *MatterResult.choices])


class ComplaintAnswerForm(TextForm):
    field_order = ("finding", "cause", "text", "stirred")
    finding = forms.ChoiceField(label=_("调查结论"), choices=[*CHOOSE, *ComplaintFinding.choices])
    cause = forms.ChoiceField(label=_("投诉原因"), choices=[*CHOOSE, *ComplaintCause.choices])
    text = forms.CharField(label=_("回复内容"), max_length=1000, widget=long_text(3))
    stirred = forms.BooleanField(label=_("造成舆论影响或被媒体曝光"), required=False)


class CallBackForm(MaybeTextForm):
    field_order = ("satisfied", "text")
    satisfied = forms.TypedChoiceField(
        label=_("回访结果"), choices=[("1", _("满意")), ("0", _("不满意"))], coerce=lambda value: value == "1"
    )


class AssignForm(MaybeTextForm):
    field_order = ("helper", "text")
    helper = forms.ModelChoiceField(User.objects.none(), label=_("服务人员"))


class ReassignForm(AssignForm):
    """Another helper, and why."""

    text = forms.CharField(label=_("转派的原因"), max_length=500, widget=long_text(2))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["helper"]
        field.queryset = field.queryset.exclude(pk=self.row.helper_id)  # type: ignore[attr-defined]


class CommissionForm(ContractForm):
    on = forms.DateField(label=_("委托日期"), initial=timezone.localdate, widget=day_input())
    scope = forms.CharField(label=_("委托事项和权限"), max_length=300, widget=long_text(2))


class FinishForm(ContractForm):
    outcome = forms.CharField(label=_("结果"), max_length=300, widget=long_text(2))
    signed_off_by = forms.CharField(label=_("确认人"), max_length=60, widget=plain())


class CrossStepForm(ContractForm):
    to = forms.ChoiceField(
        label=_("下一步"), choices=[each for each in CrossState.choices if each[0] != "received"]
    )
    said = forms.CharField(
        label=_("寄件单号或说明"), max_length=300, required=False, widget=plain(),
        help_text=_("寄出纸质材料或结果时填寄件单号，退回时写原因。"),
    )  # fmt: skip


class ServeForm(ContractForm):
    started_at = forms.DateTimeField(label=_("服务开始"), widget=moment_input())
    ended_at = forms.DateTimeField(label=_("服务结束"), widget=moment_input())
    outcome = forms.CharField(label=_("结果"), max_length=300, required=False, widget=plain())


class PayForm(ContractForm):
    paid_on = forms.DateField(label=_("兑现日期"), widget=day_input())
    paid_yuan = forms.DecimalField(label=_("兑现金额（元）"), max_digits=12, decimal_places=2)


class RegisterFilterForm(forms.Form):
    """What to show of a register. `states` are the register's own."""

    state = forms.ChoiceField(label=_("状态"), required=False)
    since = forms.DateField(label=_("登记日期从"), required=False, widget=day_input())
    until = forms.DateField(label=_("至"), required=False, widget=day_input())
    q = forms.CharField(
        label=_("编号，或姓名开头"), max_length=60, required=False, widget=plain(type="search")
    )
    late = forms.BooleanField(label=_("只看逾期"), required=False)

    def __init__(self, *args: Any, states: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("全部")), *states]  # type: ignore[attr-defined]


class PhoneCheckForm(ContractForm):
    line = forms.CharField(label=_("被查电话"), max_length=40, widget=plain(inputmode="tel"))
    called_at = forms.DateTimeField(label=_("拨打时间"), widget=moment_input())
    rings = forms.IntegerField(label=_("响铃次数"), min_value=0, max_value=60)
    answered = forms.TypedChoiceField(
        label=_("是否接听"),
        choices=[*CHOOSE, ("1", _("接听")), ("0", _("无人接听"))],
        coerce=lambda value: value == "1",
    )
    note = forms.CharField(label=_("说明"), max_length=200, required=False, widget=plain())
