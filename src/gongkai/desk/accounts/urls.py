"""Addresses of signing in, the own account, people, delegations and the audit log."""

from django.urls import path

from gongkai.desk.accounts import audit, delegations, own, people, roles, second_factor, signing

urlpatterns = [
    path("sign-in/", signing.SignIn.as_view(), name="sign_in"),
    path("sign-in/code/", second_factor.second_factor, name="second_factor"),
    path("sign-in/identity/", signing.identity_start, name="oidc_start"),
    path("sign-in/identity/back/", signing.identity_back, name="oidc_callback"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("account/", own.account, name="account"),
    path("account/preferences/", own.preferences, name="account_preferences"),
    path("account/password/", own.password, name="account_password"),
    path("account/app/", second_factor.app, name="account_totp"),
    path("account/app/off/", second_factor.app_off, name="account_totp_off"),
    path("account/codes/", second_factor.codes, name="account_codes"),
    path("account/sessions/end/", own.sessions_end, name="account_sessions_end"),
    path("delegations/", delegations.delegation_list, name="delegation_list"),
    path("delegations/new/", delegations.delegation_new, name="delegation_new"),
    path("delegations/<int:pk>/end/", delegations.delegation_end, name="delegation_end"),
    path("people/", people.person_list, name="person_list"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/roles/", roles.role_matrix, name="role_matrix"),
    path("people/grants/<int:pk>/withdraw/", roles.grant_withdraw, name="grant_withdraw"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/details/", people.person_details, name="person_details"),
    path("people/<int:pk>/identity/", people.person_identity, name="person_identity"),
    path("people/<int:pk>/roles/", roles.person_grant, name="person_grant"),
    path("people/<int:pk>/<slug:act>/", people.person_act, name="person_act"),
    path("audit/", audit.audit_list, name="audit_list"),
]
