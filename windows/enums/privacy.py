"""Choices of what is disclosed, exported and given back."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnmaskReason(models.TextChoices):
    CONTACT = "contact", _("联系申请人（补正、取件、回访）")
    VERIFY = "verify", _("核对申请人身份")
    CORRECT = "correct", _("更正登记内容")
    HANDLE = "handle", _("部门审批需要")
    COMPLAINT = "complaint", _("处理投诉或复核")
    CHECK = "check", _("监督检查")
    OTHER = "other", _("其他（写明）")


class CarrierKind(models.TextChoices):
    EXCEL = "excel", _("Excel 文件")
    CSV = "csv", _("CSV 文件")
    PDF = "pdf", _("PDF 文件")
    PRINT = "print", _("纸质打印")
    ZIP = "zip", _("数据包")


class CarrierState(models.TextChoices):
    MAKING = "making", _("生成中")
    FAILED = "failed", _("未生成")
    MADE = "made", _("待下载")
    EXPIRED = "expired", _("过期未下载")
    DOWNLOADED = "downloaded", _("应归还")
    RETURNED = "returned", _("已归还")
    DESTROYED = "destroyed", _("已销毁")


class RequestState(models.TextChoices):
    ASKED = "asked", _("待审批")
    APPROVED = "approved", _("已同意")
    REFUSED = "refused", _("未同意")
    WITHDRAWN = "withdrawn", _("已撤回")


class ReturnState(models.TextChoices):
    """Where the return of a contract's personal data stands."""

    LISTING = "listing", _("供应商清点")
    HANDED = "handed", _("待采购人签收")
    RECEIVED = "received", _("已签收，待销毁")
    DESTROYED = "destroyed", _("待采购人确认销毁")
    ERASING = "erasing", _("正在清除系统数据")
    CLOSED = "closed", _("已完结")


class CopyKind(models.TextChoices):
    """What a copy is on."""

    PAPER = "paper", _("纸质材料")
    FILE = "file", _("电子文件")
    DEVICE = "device", _("电脑或存储设备")
    BACKUP = "backup", _("备份")
    OTHER = "other", _("其他")


class CopyFate(models.TextChoices):
    RETURN = "return", _("归还采购人")
    DESTROY = "destroy", _("销毁")


class SystemData(models.TextChoices):
    """What becomes of the data in this system itself; the purchaser says."""

    KEEP = "keep", _("系统由采购人管理，数据留在系统内")
    ERASE = "erase", _("系统由供应商管理，签收数据包后从系统清除")
