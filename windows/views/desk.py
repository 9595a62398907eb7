"""The desk: where a clerk registers applications without the mouse."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.enums import RefusalGround
from windows.forms.intake import IntakeForm
from windows.views._desk import drafts_context, session_of, today_context


@screen(Permission.CASE_REGISTER, nav=Nav(Room.WINDOWS, _lazy("受理登记"), order=0))
def desk(request: HttpRequest, contract: Contract) -> HttpResponse:
    session = session_of(request, contract)
    if session is None:
        here = reverse("windows:desk", args=[contract.slug])
        return redirect(f"{reverse('windows:session', args=[contract.slug])}?{urlencode({'next': here})}")
    context: dict[str, Any] = {
        "contract": contract,
        "session": session,
        "away": session.nobody_since,
        "form": IntakeForm(),
        "grounds": RefusalGround.choices,
        "shortcuts": _shortcuts(),
        **today_context(request, contract),
        **drafts_context(request, contract),
    }
    return render(request, "windows/desk.html", context)


def _shortcuts() -> list[dict[str, str]]:
    """The desk's own keys, for the list that opens with a question mark."""
    return [
        {"keys": "F2", "label": _("到证件号码，等待读卡")},
        {"keys": "F4", "label": _("扫码或输编号，打开办件")},
        {"keys": "Enter", "label": _("到下一个要填的地方")},
        {"keys": "1 … 9", "label": _("选情形；在材料里勾选第几项")},
        {"keys": "A", "label": _("在材料里：全部已收")},
        {"keys": "P S E L C N", "label": _("在材料里：纸质、扫描件、电子附件、电子证照、告知承诺、免提交")},
        {"keys": "F", "label": _("在材料里：写明这一项哪里不对")},
        {"keys": "Ctrl Enter", "label": _("按材料情况办理：受理、容缺或告知")},
        {"keys": "Alt T / Alt R / Alt B / Alt S", "label": _("一次性告知 / 容缺受理 / 不予受理 / 只收件")},
        {"keys": "Alt M", "label": _("展开更多登记项")},
        {"keys": "Alt P", "label": _("打印刚登记的文书")},
        {"keys": "Alt X", "label": _("清空，重新开始")},
    ]
