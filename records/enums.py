"""Choices of the records every app writes beside its own rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from records.field_labels import FIELD_LABELS as FIELD_LABELS


class Result(models.TextChoices):
    DONE = "done", _("成功")
    REFUSED = "refused", _("拒绝")


class RunState(models.TextChoices):
    CLAIMED = "claimed", _("执行中")
    DONE = "done", _("完成")
    FAILED = "failed", _("失败")


class OutboxChannel(models.TextChoices):
    SMS = "sms", _("短信")
    EMAIL = "email", _("邮件")
    WEBHOOK = "webhook", _("系统推送")


class OutboxState(models.TextChoices):
    WAITING = "waiting", _("待发送")
    SENDING = "sending", _("发送中")
    SENT = "sent", _("已发送")
    DEAD = "dead", _("发送失败")


class OutboxVia(models.TextChoices):
    """How it went out. A message in the file has reached nobody, and the screens say so."""

    FILE = "file", _("写入文件，未真正发出")
    SMTP = "smtp", _("邮件服务器")
    HTTP = "http", _("对方接口")


class JobState(models.TextChoices):
    QUEUED = "queued", _("排队中")
    RUNNING = "running", _("进行中")
    DONE = "done", _("完成")
    FAILED = "failed", _("失败")
    CANCELLED = "cancelled", _("已取消")


OPEN_JOBS = (JobState.QUEUED, JobState.RUNNING)


# What the audit's screens call an action. Each app's actions stand together; an unknown one is shown as it is.
ACTION_LABELS = {
    "access.refuse": _("越权被拒"),
    "session.open": _("登录"),
    "session.close": _("退出登录"),
    "session.refuse": _("登录失败"),
    "password.change": _("修改口令"),
    "password.confirm": _("再次核对口令"),
    "password.link": _("生成口令重设链接"),
    "password.set_by_link": _("凭链接设置口令"),
    "account.create": _("建立账号"),
    "account.activate": _("启用账号"),
    "account.reactivate": _("重新启用账号"),
    "account.disable": _("停用账号"),
    "role.grant": _("授予身份"),
    "role.confirm": _("确认身份"),
    "role.end": _("收回身份"),
    "audit.verify": _("核验审计链"),
    "audit.export": _("导出审计事件"),
    "file.store": _("存入证据文件"),
    "outbox.retry": _("重新发送消息"),
    "job.start": _("开始任务"),
    "job.cancel": _("取消任务"),
    "job.download": _("下载任务结果"),
    "case.register": _("登记办件"),
    "case.accept": _("受理"),
    "case.accept_gap": _("容缺受理"),
    "case.tell_once": _("一次性告知"),
    "case.resubmit": _("收到补正材料"),
    "case.not_applicable": _("不受理"),
    "case.refuse": _("不予受理"),
    "case.grant": _("当场办结"),
    "case.close_gap": _("收到容缺补交材料"),
    "case.reopen": _("复核后退回窗口"),
    "refusal_look.agree": _("复核同意不予受理"),
    "refusal_look.send_back": _("复核退回不予受理"),
    "applicant.fill": _("调用以往申请人信息"),
    "case_form.make": _("出具办件文书"),
    "case_form.print": _("打印办件文书"),
    "case.void_form": _("作废办件文书"),
    "case.stop_clock": _("停止计时"),
    "case.start_clock": _("恢复计时"),
    "case.recompute_due": _("重算办结期限"),
    "case.remind_due": _("提醒期限"),
    "case.deem_accepted": _("逾期未告知视为受理"),
    "handover.open": _("建交接单"),
    "handover.drop": _("从交接单移出"),
    "handover.void": _("作废交接单"),
    "handover.send": _("送出交接单"),
    "handover.close": _("交接单签收完毕"),
    "handover.print": _("打印交接单"),
    "case.hand_over": _("移交材料"),
    "case.transfer": _("部门签收材料"),
    "case.papers_missing": _("部门未收到材料"),
    "case.papers_refused": _("部门退回材料"),
    "case.send_back": _("部门送回窗口"),
    "case.result_received": _("窗口签收结果"),
    "case.result_missing": _("窗口未收到结果"),
    "case.result_refused": _("窗口退回结果"),
    "case.take_again": _("部门退回办件，窗口签收"),
    "case.return_missing": _("窗口未收到退回材料"),
    "case.return_refused": _("窗口不接受退回"),
    "case.grant_gap": _("办结（容缺通过）"),
    "case.deny": _("办结（不通过）"),
    "case.shelve": _("结果上架"),
    "case.tell": _("通知领取"),
    "case.issue": _("出件"),
    "case.conclude": _("无结果物办结"),
    "case.parcel_delivered": _("邮件签收"),
    "case.parcel_returned": _("邮件退回"),
    "case.parcel_lost": _("邮件遗失"),
    "case.archive": _("归档装盒"),
    "parcel.send": _("寄出邮件"),
    "parcel.settle": _("登记邮件结果"),
    "issuance.print": _("打印出件单"),
    "box.open": _("建档案盒"),
    "box.close": _("封档案盒"),
    "box.print": _("打印档案盒标签"),
    "case.withdraw": _("撤件"),
    "case.void": _("作废办件"),
    "case.scan": _("登记材料扫描"),
    "case.platform_number": _("登记平台编号"),
    "case.take_over": _("接手办件"),
    "case.chase": _("催办"),
    "case.answer_chase": _("答复催办"),
    "contract.create": _("建立合同"),
    "contract.profile": _("更新合同模板内容"),
    "contract.sign": _("登记合同签订日期"),
    "calendar.seed": _("更新工作日历"),
    "decision.propose": _("提出约定"),
    "decision.sign_purchaser": _("采购人签署约定"),
    "decision.sign_contractor": _("供应商签署约定"),
    "decision.agree": _("约定双方签署完成"),
    "decision.withdraw": _("撤回约定提议"),
    "payment.plan": _("编制付款计划"),
    "payment.redate": _("重排付款到期日"),
    "payment.applied": _("申请付款"),
    "payment.filed": _("登记报送财政"),
    "payment.paid": _("登记支付"),
    "payment.print": _("打印付款申请"),
    "milestone.enter": _("登记合同日期"),
    "token.make": _("建立接口令牌"),
    "token.revoke": _("停用接口令牌"),
    "matter.open": _("登记办不成事"),
    "matter.contact": _("联系办不成事的群众"),
    "matter.hand": _("交办办不成事"),
    "matter.answer": _("答复办不成事"),
    "matter.reopen": _("退回办不成事"),
    "matter.call_back": _("回访办不成事"),
    "matter.close": _("办不成事销号"),
    "assist.open": _("登记帮办代办"),
    "assist.assign": _("帮办代办派单"),
    "assist.commission": _("登记代办委托"),
    "assist.start": _("开始帮办代办"),
    "assist.progress": _("登记帮办代办进展"),
    "assist.finish": _("办结帮办代办"),
    "assist.decline": _("未能提供帮办代办"),
    "assist.cancel": _("取消帮办代办"),
    "consultation.open": _("登记咨询"),
    "consultation.forward": _("咨询转部门"),
    "consultation.answer": _("答复咨询"),
    "consultation.phone_check": _("抽查咨询电话"),
    "cross.open": _("登记跨域收件"),
    "cross.pushed": _("推送跨域收件"),
    "cross.papers_sent": _("寄出跨域纸质材料"),
    "cross.checked": _("复核跨域收件"),
    "cross.concluded": _("办结跨域收件"),
    "cross.shipped": _("寄出跨域结果"),
    "cross.signed": _("签收跨域结果"),
    "cross.returned": _("退回跨域收件"),
    "special.open": _("登记延时与预约"),
    "special.serve": _("完成延时与预约服务"),
    "special.miss": _("预约未到"),
    "special.cancel": _("取消预约"),
    "claim.open": _("登记惠企兑现申请"),
    "claim.review": _("审核惠企兑现"),
    "claim.pay": _("惠企资金兑现"),
    "claim.refuse": _("不予惠企兑现"),
    "queue.take": _("接收叫号记录"),
    "breach.record": _("登记违约"),
    "breach.decide": _("决定违约金"),
    "breach.bond": _("登记履约保证金"),
    "force_majeure.record": _("登记不可抗力"),
    "force_majeure.fill": _("登记不可抗力日期"),
    "appraisal.record": _("登记年度评估"),
    "finding.look": _("查找考核线索"),
    "finding.decide": _("处理考核线索"),
    "rubric.upload": _("上传考核表"),
    "rubric.mend": _("改正考核表条目"),
    "rubric.drop": _("放弃考核表导入"),
    "rubric.add": _("启用计分规则"),
    "rubric.export": _("导出计分规则"),
    "scorecard.open": _("建立月度考核表"),
    "scorecard.date": _("填写考核日期"),
    "scorecard.assess": _("考核人签署"),
    "scorecard.review": _("审核签署"),
    "scorecard.approve": _("批准签署"),
    "scorecard.return": _("退回考核表"),
    "settlement.make": _("生成年度结算"),
    "settlement.assess": _("结算考核人签署"),
    "settlement.review": _("结算审核签署"),
    "settlement.approve": _("结算批准签署"),
    "settlement.replace": _("替换结算"),
    "scorecard.seal": _("封存考核表"),
    "scorecard.correct": _("建立更正版"),
    "entry.correct": _("按裁定更正记录"),
    "objection.file": _("提出申辩"),
    "objection.rule": _("裁定申辩"),
    "seal.daily": _("每日封存"),
    "seal.print": _("下载每日封存"),
    "scorecard.close": _("关闭考核表"),
    "scorecard.export": _("导出考核表"),
    "scorecard.print": _("打印考核表"),
    "entry.add": _("登记考核记录"),
    "entry.change": _("修改考核记录"),
    "entry.step": _("增减次数"),
    "entry.withdraw": _("撤回考核记录"),
    "entry.attach": _("附上证据"),
    "entry.detach": _("取下证据"),
    "entry.import": _("导入考核记录"),
    "ledger.import_upload": _("上传旧台账"),
    "ledger.import_drop": _("放弃导入旧台账"),
    "ledger.import": _("导入旧台账"),
    "ledger.drop_view": _("删除台账视图"),
    "stats.export": _("导出统计"),
    "ledger.seed": _("写入虚构办件"),
    "ledger.save_view": _("保存台账视图"),
    "window.sign_on": _("窗口上岗"),
    "window.sign_off": _("窗口离岗"),
    "window.pause": _("窗口暂停服务"),
    "window.resume": _("窗口恢复服务"),
    "window.add": _("登记窗口"),
    "window.change": _("修改窗口"),
    "item.add": _("新增事项"),
    "item.change": _("修改事项"),
    "item.retire": _("停办事项"),
    "item.reopen": _("恢复办理事项"),
    "item.upload": _("上传事项清单"),
    "item.import": _("导入事项清单"),
    "item.drop": _("放弃事项导入"),
    "item.export": _("导出事项清单"),
    "department.add": _("登记部门"),
    "department.contact": _("更新部门联络人"),
    "package.save": _("保存一件事"),
    "package.retire": _("停用一件事"),
    "case.unmask": _("查看个人信息"),
    "case.hold": _("设定保留"),
    "case.release": _("解除保留"),
    "personal.erase": _("清除到期个人信息"),
    "personal.rotate": _("更换个人信息密钥"),
    "carrier.make": _("登记导出载体"),
    "carrier.finish": _("生成导出载体"),
    "carrier.fail": _("导出未生成"),
    "carrier.take": _("下载导出载体"),
    "carrier.expire": _("导出载体过期"),
    "carrier.settle": _("登记载体归还或销毁"),
    "carrier.confirm": _("确认载体归还或销毁"),
    "carrier.send_back": _("退回载体登记"),
    "carrier.list": _("导出载体清单"),
    "export.ask": _("申请导出"),
    "export.approve": _("同意导出"),
    "export.refuse": _("不同意导出"),
    "export.withdraw": _("撤回导出申请"),
    "rating.record": _("收到评价"),
    "rating.follow_up": _("产生差评办理"),
    "rating.step": _("办理差评"),
    "rating.release": _("向供应商公开评价文字"),
    "rating.appeal": _("对评价提出申诉"),
    "rating.rule": _("裁定评价效力"),
}

# How a chain does not hold (records.rules.Break).
BREAK_REASONS = {
    "missing": _("缺少这一条（或序号不连续）"),
    "unlinked": _("与前一条的链值对不上"),
    "changed": _("内容被改动"),
    "cut": _("末尾被截断，与链头登记的条数不符"),
    "head": _("链头的链值与最后一条对不上"),
}
