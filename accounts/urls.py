"""Signing in and out, accounts and roles, the audit's screens."""

from django.urls import path

from accounts.views import password_change, sign_in, sign_out

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_out.sign_out, name="sign-out"),
    path("account/password/", password_change.password_change, name="password-change"),
]
