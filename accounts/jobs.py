"""Nightly work on accounts."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.accounts import AccountRefused, disable_account
from accounts.queries import idle_accounts


def disable_idle_accounts() -> str:
    """Shut accounts nobody signed in to for 90 days; last holders of a guarded post stay."""
    now = timezone.now()
    disabled = kept = 0
    for account in idle_accounts(at=now):
        try:
            disable_account(by=None, account=account, reason=_("连续 90 天未登录，系统自动停用"), at=now)
            disabled += 1
        except AccountRefused:
            kept += 1
    return f"disabled={disabled} kept={kept}"
