"""Sides a person may stand on; labels for the rights table of hall_ops.lib.permissions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hall_ops.lib import permissions


class SideChoice(models.TextChoices):
    CONTRACTOR = permissions.Side.CONTRACTOR.value, _("服务供应商")
    GOVERNMENT = permissions.Side.GOVERNMENT.value, _("采购人与进驻部门")
    SYSTEM = permissions.Side.SYSTEM.value, _("系统管理")
    SECURITY = permissions.Side.SECURITY.value, _("安全管理")
    AUDIT = permissions.Side.AUDIT.value, _("审计管理")


class RoleChoice(models.TextChoices):
    DIRECTOR = permissions.Role.DIRECTOR.value, _("项目总监")
    SUPERVISOR = permissions.Role.SUPERVISOR.value, _("大厅主管")
    TEAM_LEADER = permissions.Role.TEAM_LEADER.value, _("班组长")
    CLERK = permissions.Role.CLERK.value, _("窗口人员")
    ASSESSOR = permissions.Role.ASSESSOR.value, _("考核人")
    REVIEWER = permissions.Role.REVIEWER.value, _("审核人")
    APPROVER = permissions.Role.APPROVER.value, _("批准人")
    LIAISON = permissions.Role.LIAISON.value, _("部门联络人")
    SYSTEM_ADMIN = permissions.Role.SYSTEM_ADMIN.value, _("系统管理员")
    SECURITY_ADMIN = permissions.Role.SECURITY_ADMIN.value, _("安全管理员")
    AUDITOR = permissions.Role.AUDITOR.value, _("审计管理员")


class AccountState(models.TextChoices):
    """Read off an account's columns, stored nowhere."""

    WAITING = "waiting", _("待启用")
    ACTIVE = "active", _("已启用")
    DISABLED = "disabled", _("已停用")


class Refusal(models.TextChoices):
    """Why a sign-in failed: for the audit only, never for the page."""

    UNKNOWN = "unknown", _("登录名不存在")
    WRONG = "wrong", _("口令不对")
    WAITING = "waiting", _("账号待启用")
    DISABLED = "disabled", _("账号已停用")
    LOCKED = "locked", _("连续失败，暂时锁定")
    STEP_UP = "step_up", _("一小时内失败过多，只认登录过的设备")
