"""The register of complaints."""

from django.utils.translation import gettext_lazy as _

from hall_ops.lib.permissions import Permission
from windows.actions import complaints
from windows.enums.complaints import ComplaintState as S
from windows.forms import service as f
from windows.models import Complaint
from windows.views._register_kinds import (
    ITEM,
    WHO,
    Register,
    Step,
    day_of,
    make_by,
    name_of,
    said_by,
)

ABOUT_UNIT = (_("投诉单位"), lambda row: name_of(row.department))
COMPLAINT = Register(
    key="complaint",
    title=_("投诉"),
    lead=_("接诉即办：按期调查答复，留了电话的先回访，由经办人以外的人员结案。"),
    new_label=_("登记投诉"),
    model=Complaint,
    states=S.choices,
    view=Permission.COMPLAINT_VIEW,
    record=Permission.COMPLAINT_RECORD,
    form=f.ComplaintForm,
    make=make_by(complaints.open_complaint, complaints.ComplaintEntry),
    columns=(
        WHO,
        (_("标题"), lambda row: row.title),
        ABOUT_UNIT,
        (_("期限"), lambda row: day_of(row.due_on)),
    ),
    details=(
        (_("来源"), lambda row: row.get_channel_display()),
        (_("类别"), lambda row: row.get_kind_display()),
        (_("标题"), lambda row: row.title),
        (_("投诉内容"), lambda row: row.text),
        ABOUT_UNIT,
        (_("被投诉人员"), lambda row: name_of(row.about)),
        ITEM,
        (_("经办人"), lambda row: row.owner.name),
        (_("答复期限"), lambda row: day_of(row.due_on)),
        (_("延期原因"), lambda row: row.extended_why),
        (_("调查结论"), lambda row: row.get_finding_display()),
        (_("投诉原因"), lambda row: row.get_cause_display()),
        (_("回复内容"), lambda row: row.answer),
        (_("舆论影响"), lambda row: _("造成舆论影响") if row.stirred else ""),
        (_("回访时间"), lambda row: row.called_back_at),
    ),
    steps=(
        Step(
            "contact", _("登记联系和调查"), f.TextForm, said_by(complaints.contact, "complaint"), (S.OPEN, S.HANDED),
            Permission.COMPLAINT_HANDLE,
        ),
        Step(
            "hand", _("转办部门"), f.HandForm, said_by(complaints.hand_over, "complaint"), (S.OPEN,),
            Permission.COMPLAINT_RECORD,
        ),
        Step(
            "send_back", _("不属本部门，退回"), f.TextForm, said_by(complaints.send_back, "complaint"), (S.HANDED,),
            Permission.COMPLAINT_HANDLE,
        ),
        Step(
            "answer", _("答复"), f.ComplaintAnswerForm, said_by(complaints.answer, "complaint"), (S.OPEN, S.HANDED),
            Permission.COMPLAINT_HANDLE, main=True,
        ),
        Step(
            "extend", _("批准延期"), f.ReasonForm, said_by(complaints.extend, "complaint"), (S.OPEN, S.HANDED),
            Permission.COMPLAINT_HANDLE,
        ),
        Step(
            "call_back", _("回访"), f.CallBackForm, said_by(complaints.call_back, "complaint"), (S.ANSWERED,),
            Permission.COMPLAINT_RECORD, main=True,
        ),
        Step(
            "reopen", _("退回重办"), f.TextForm, said_by(complaints.reopen, "complaint"), (S.ANSWERED,),
            Permission.COMPLAINT_HANDLE,
        ),
        Step(
            "close", _("结案"), f.MaybeTextForm, said_by(complaints.close, "complaint"), (S.ANSWERED,),
            Permission.COMPLAINT_HANDLE, main=True,
        ),
    ),
)  # fmt: skip
