"""The staff-information board: who serves here, to be read on a screen in the hall or printed for the wall.

Source: 002 § 四(二)2(1)–(5), 表1 2.8.
"""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from staffing.queries.staff_board import board_cards
from staffing.views._people import person_or_404, sealed_response

TYPES = {"jpg": "image/jpeg", "png": "image/png"}


@screen(Permission.STAFF_BOARD, nav=Nav(Room.STAFFING, _("人员公示"), order=56))
def staff_board(request: HttpRequest, contract: Contract) -> HttpResponse:
    """`?display=1` leaves out everything but the people, for a screen in the hall."""
    today = timezone.localdate()
    posts = board_cards(request.user, contract, today)
    context = {
        "contract": contract, "posts": posts, "today": today, "total": sum(len(cards) for _name, cards in posts),
        "frame": "base_plain.html" if request.GET.get("display") else "base.html",
        "display": bool(request.GET.get("display")),
    }  # fmt: skip
    return render(request, "staffing/staff_board.html", context)


@screen(Permission.STAFF_BOARD)
def staff_board_photo(request: HttpRequest, contract: Contract, person: int) -> HttpResponseBase:
    """Somebody's photograph as the board shows it."""
    found = person_or_404(request.user, contract, person, Permission.STAFF_BOARD)
    stored = found.photo
    if stored is None or stored.kind not in TYPES or hasattr(stored, "erasure"):
        raise Http404
    return sealed_response(FileResponse(stored.file.open("rb"), content_type=TYPES[stored.kind]))
