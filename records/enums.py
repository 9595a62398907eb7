"""Choices of the records every app writes beside its own rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
    "window.sign_on": _("窗口上岗"),
    "window.sign_off": _("窗口离岗"),
    "window.pause": _("窗口暂停服务"),
    "window.resume": _("窗口恢复服务"),
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
}

# What the audit's screens call a field.
FIELD_LABELS = {
    "sealed": _("已封存"),
    "card_count": _("考核表数"),
    "content_hash": _("内容摘要"),
    "objection_until": _("申辩截止"),
    "cards_hash": _("考核表摘要"),
    "day": _("日期"),
    "event_number": _("末条序号"),
    "event_hash": _("链值"),
    "pdf_hash": _("PDF 摘要"),
    "entries": _("记录数"),
    "ruling": _("裁定"),
    "revision": _("版次"),
    "signer_name": _("签署人"),
    "signed_at": _("签署时间"),
    "objection": _("申辩"),
    "files": _("文件"),
    "code": _("核验码"),
    "net_yuan": _("净额（元）"),
    "reason": _("原因"),
    "permission": _("所需权限"),
    "path": _("网址"),
    "method": _("请求方式"),
    "must_change_password": _("须改口令"),
    "username": _("登录名"),
    "name": _("姓名"),
    "side": _("所属方"),
    "holder": _("工号或证号"),
    "role": _("身份"),
    "team": _("班组"),
    "department": _("部门"),
    "user": _("账号编号"),
    "expires_at": _("有效期至"),
    "rows": _("行数"),
    "conditions": _("条件"),
    "count": _("次数"),
    "year": _("年份"),
    "seeded_at": _("更新时间"),
    "broken_at": _("断开处"),
    "criterion": _("考核项"),
    "month": _("月份"),
    "number": _("编号"),
    "rubric": _("计分规则"),
    "file": _("文件"),
    "profile": _("模板"),
    "version": _("版本"),
    "price_yuan": _("中标价（元）"),
    "signed_on": _("签订日期"),
    "terms": _("合同条款"),
    "decisions": _("待约定事项"),
    "service_years": _("服务年度"),
    "venues": _("服务场所"),
    "instalments": _("付款期数"),
    "due_days": _("到期日"),
    "level": _("级别"),
    "points": _("评定分值"),
    "value": _("测量值"),
    "numerator": _("分子"),
    "denominator": _("分母"),
    "excluded": _("剔除数"),
    "exemption": _("免扣依据"),
    "occurred_on": _("日期"),
    "subject": _("地点或人员"),
    "note": _("说明"),
    "overlap_reason": _("重复计分理由"),
    "sha256": _("文件摘要"),
    "assessed_on": _("考核日期"),
    "criteria": _("条款数"),
    "effective_from": _("自何月起用"),
    "source": _("来源"),
    "state": _("状态"),
    "document_hash": _("内容摘要"),
    "total": _("得分"),
    "added": _("新增"),
    "changed": _("更新"),
    "option": _("选项"),
    "chosen": _("采用"),
    "kind": _("类别"),
    "on": _("日期"),
    "is_done": _("已完成"),
    "amount_yuan": _("金额（元）"),
    "happened_on": _("发生日期"),
    "proposed_yuan": _("建议金额（元）"),
    "decided_yuan": _("决定金额（元）"),
    "grade": _("等次"),
    "is_needed": _("采购人需要续签"),
    "mended_reason": _("更正原因"),
}

# How a chain does not hold (records.rules.Break).
BREAK_REASONS = {
    "missing": _("缺少这一条（或序号不连续）"),
    "unlinked": _("与前一条的链值对不上"),
    "changed": _("内容被改动"),
    "cut": _("末尾被截断，与链头登记的条数不符"),
    "head": _("链头的链值与最后一条对不上"),
}
