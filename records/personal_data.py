"""Personal data in the records every app writes beside its own rows."""

from django.utils.translation import gettext_lazy as _

from hall_ops.lib.permissions import Role
from hall_ops.lib.personal_data import Basis, Level, Mask, PersonalField

AUDITORS = frozenset({Role.AUDITOR})
A_MONTH = 30
CHAINED = "审计链逐条相扣，不能抽去；个保法第五十六条要求处理记录至少保存三年"

PERSONAL_FIELDS = [
    PersonalField(
        "records.auditevent", "actor_name", "审计：谁做的", Basis.SECURITY, Level.OFFICIAL, Mask.SHOWN, None, AUDITORS,
        CHAINED,
    ),
    PersonalField(
        "records.auditevent", "address", "审计：从哪里做的", Basis.SECURITY, Level.ORDINARY, Mask.NETWORK, None,
        AUDITORS, CHAINED,
    ),
    PersonalField(
        "records.storedfile", "file", "考核证据，可能拍到人", Basis.CONTRACT, Level.SENSITIVE, Mask.ALL, None,
        frozenset({Role.ASSESSOR, Role.REVIEWER, Role.APPROVER}), "考核表封存后证据与考核表一同保存",
        title=_("证据"),
    ),
    PersonalField(
        "records.outboxmessage", "letter_sealed", "短信、邮件、推送的收信人和内容", Basis.DUTY, Level.SENSITIVE,
        Mask.ALL, A_MONTH, ends=("sent_at",), title=_("收信人和内容"),
    ),
    PersonalField(
        "records.job", "file", "导入导出任务的结果文件，可能含办件内容", Basis.DUTY, Level.SENSITIVE, Mask.ALL, None,
        why_kept="只由提交人下载；过 JOB_FILE_HOURS 小时由每分钟的清理删除", title=_("结果文件"),
    ),
]  # fmt: skip
NOT_PERSONAL = {
    "records.storedfile.name": "上传文件的名称，经清洗，只在证据旁显示",
    "records.job.file_name": "结果文件的名称，由系统按任务种类起",
    "records.pulse.name": "后台进程的名称",
}
