"""What applicants are told when their result is ready: short, without anything that names them in full."""

from django.utils.translation import gettext as _


def ready_text(*, hall: str, item: str, number: str, code: str, address: str = "") -> str:
    """The SMS. Source: 001 § 1.6.3, 002 § 四(一)(2)."""
    where = _("%(hall)s（%(address)s）") % {"hall": hall, "address": address} if address else hall
    return _(
        "您申请的“%(item)s”（编号 %(number)s）已办结，请携带本人证件到%(where)s出件窗口领取；"
        "代领须带委托书。查询码 %(code)s。"
    ) % {"item": item, "number": number, "where": where, "code": code}
