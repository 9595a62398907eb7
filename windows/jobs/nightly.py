"""What the schedule runs for the windows. Each job is one short function; the word it returns is kept with its run."""

from django.utils import timezone
from django.utils.translation import gettext as _

from records.actions.personal_data import erase_expired as erase_all_expired
from windows.actions.carriers import expire_carriers as shut_downloads
from windows.actions.clock_notices import recompute_due as recompute_terms
from windows.actions.clock_notices import remind_due as write_warnings
from windows.actions.drafts import forget_drafts
from windows.actions.intake_outcomes import IntakeRefused
from windows.actions.intake_steps import deem_accepted as deem_case_accepted
from windows.actions.item_versions import move_current
from windows.actions.moves import MoveRefused
from windows.actions.sessions import SessionRefused, end_overnight
from windows.models import WindowSession
from windows.queries.retention import agreed_periods
from windows.queries.untold import untold_cases


def deem_accepted() -> str:
    """Accept by law what nobody accepted nor told within the five days."""
    now, done = timezone.now(), 0
    for case in untold_cases(timezone.localdate(now)):
        try:
            deem_case_accepted(at=now, case=case)
        except (IntakeRefused, MoveRefused):
            continue  # the window was quicker, or its calendar differs
        done += 1
    return _("%(count)d 件视为受理") % {"count": done}


def clean_drafts() -> str:
    """Throw away drafts nobody touched for a week."""
    return _("清除草稿 %(count)d 份") % {"count": forget_drafts(at=timezone.now())}


def erase_expired() -> str:
    """Erase personal data whose time is over, of every app (the catalogue says when)."""
    now = timezone.now()
    done = erase_all_expired(at=now, periods=agreed_periods(timezone.localdate(now)))
    return _("清除个人信息 %(count)d 项") % {"count": sum(done.values())}


def expire_carriers() -> str:
    """Shut downloads nobody took within their day."""
    return _("%(count)d 份导出过期") % {"count": len(shut_downloads(at=timezone.now()))}


def remind_due() -> str:
    """Each morning: warn of terms that end soon or are over, once for each term."""
    written, settled = write_warnings(at=timezone.now())
    return _("提醒 %(written)d 件，了结 %(settled)d 件") % {"written": written, "settled": settled}


def recompute_due() -> str:
    """Count running terms anew after the night's calendar; what did not move stays untouched."""
    return _("重算后变动 %(count)d 件") % {"count": recompute_terms(at=timezone.now())}


def turn_items() -> str:
    """Let the versions of items that hold from today on be the present ones."""
    return _("%(count)d 个事项启用新版本") % {"count": move_current(timezone.localdate())}


def end_sessions() -> str:
    """End the sessions at windows that nobody ended on their day."""
    began = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    done = 0
    for session in WindowSession.objects.open().filter(started_at__lt=began):
        try:
            end_overnight(session=session)
        except SessionRefused:
            continue  # somebody ended it a moment ago
        done += 1
    return _("%(count)d 次上岗按日终结束") % {"count": done}
