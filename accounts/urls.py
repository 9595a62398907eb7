"""Signing in and out, accounts and roles, the audit's screens."""

from django.urls import path

from accounts.views import (
    account,
    account_activate,
    account_disable,
    account_list,
    account_new,
    account_reset,
    audit_event,
    audit_events,
    audit_export,
    audit_trail,
    audit_verify,
    password_change,
    password_link,
    sign_in,
    sign_out,
)

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_out.sign_out, name="sign-out"),
    path("account/password/", password_change.password_change, name="password-change"),
    path("account/link/<str:token>/", password_link.password_link, name="password-link"),
    path("accounts/", account_list.account_list, name="account-list"),
    path("accounts/new/", account_new.account_new, name="account-new"),
    path("accounts/<int:account>/", account.account, name="account"),
    path("accounts/<int:account>/activate/", account_activate.account_activate, name="account-activate"),
    path("accounts/<int:account>/disable/", account_disable.account_disable, name="account-disable"),
    path("accounts/<int:account>/reset/", account_reset.account_reset, name="account-reset"),
    path("audit/", audit_events.audit_events, name="audit-events"),
    path("audit/trail/", audit_trail.audit_trail, name="audit-trail"),
    path("audit/export/", audit_export.audit_export, name="audit-export"),
    path("audit/verify/", audit_verify.audit_verify, name="audit-verify"),
    path("audit/<int:event>/", audit_event.audit_event, name="audit-event"),
    path("<slug:contract>/audit/", audit_events.contract_audit_events, name="contract-audit-events"),
    path("<slug:contract>/audit/trail/", audit_trail.audit_trail, name="contract-audit-trail"),
    path("<slug:contract>/audit/export/", audit_export.audit_export, name="contract-audit-export"),
    path("<slug:contract>/audit/verify/", audit_verify.audit_verify, name="contract-audit-verify"),
    path("<slug:contract>/audit/<int:event>/", audit_event.audit_event, name="contract-audit-event"),
]
