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
from windows.actions.moves import MoveRefused
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
    done = erase_all_expired(at=timezone.now())
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
