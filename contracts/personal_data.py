"""Personal data of contracts: none of their fields holds any. Payees and parties are organisations."""

from hall_ops.lib.personal_data import PersonalField

PERSONAL_FIELDS: list[PersonalField] = []
NOT_PERSONAL = {
    "contracts.organisation.name": "单位名称",
    "contracts.contract.name": "合同名称",
    "contracts.contract.short_name": "合同简称",
    "contracts.contract.profile_name": "模板名称",
    "contracts.team.name": "班组名称",
    "contracts.venue.name": "大厅名称",
    "contracts.venue.address": "大厅地点",
    "contracts.zone.name": "服务区名称",
    "contracts.window.name": "窗口名称",
    "contracts.workday.name": "节日名称",
    "contracts.contractdate.name": "合同事项名称",
    "contracts.apitoken.name": "接口令牌的名称：哪个系统在用",
    "contracts.breach.people": "缺员人数",
}
