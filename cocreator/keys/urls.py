"""The addresses of keys: each page of allauth that is wanted, at an address of ours. What is not named here is not there."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LogoutView
from django.urls import path
from django.views.generic import RedirectView

from cocreator.keys import own_log_in, views

log_out = LogoutView.as_view(next_page="home")

urlpatterns = [
    path("log-in/", views.door, name="account_login"),
    path("log-in/", views.door, name="log_in"),
    path("log-in/code/", views.code_by_mail, name="account_request_login_code"),
    path("log-in/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("log-in/second/", factors.authenticate, name="mfa_authenticate"),
    path("log-in/passkey/", views.passkey, name="mfa_login_webauthn"),
    path("log-in/with/<slug:provider_id>/", own_log_in.begin, name="openid_connect_login"),
    path("log-in/with/<slug:provider_id>/back/", own_log_in.back, name="openid_connect_callback"),
    path("log-in/turned-back/", own_log_in.cancelled, name="socialaccount_login_cancelled"),
    path("log-in/closed/", account.account_inactive, name="account_inactive"),
    path("log-out/", log_out, name="account_logout"),
    path("log-out/", log_out, name="log_out"),
    path("keys/", views.my_keys, name="mfa_index"),
    path("keys/again/", login_required(account.reauthenticate), name="account_reauthenticate"),
    path("keys/again/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("keys/again/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("keys/password/", account.password_change, name="account_change_password"),
    path("keys/password/new/", account.password_set, name="account_set_password"),
    path("keys/app/", login_required(app.activate_totp), name="mfa_activate_totp"),
    path("keys/app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("keys/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "keys/codes/new/", login_required(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path("keys/passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("keys/passkeys/add/", login_required(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path(
        "keys/passkeys/<int:pk>/remove/",
        login_required(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("keys/log-ins/end/", views.end_log_ins, name="end_log_ins"),
    path("keys/invitations/", views.invite, name="account_invitations"),
    path("keys/invitations/take-back/", views.take_back, name="take_back_account_invitation"),
    path("keys/new/<str:token>/", views.accept, name="account_invitation"),
    path(
        "admin/password_change/",
        RedirectView.as_view(pattern_name="account_change_password"),
        name="admin_password",
    ),
]
