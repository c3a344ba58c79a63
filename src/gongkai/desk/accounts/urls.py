"""Addresses of signing in and out."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from gongkai.desk.accounts import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(next_page="desk:sign_in"), name="sign_out"),
]
