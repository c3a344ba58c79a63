"""Addresses of the website on the desk."""

from django.urls import path

from gongkai.desk.channels import acts, traffic, views, words

urlpatterns = [
    path("", views.column_list, name="column_list"),
    path("new/", acts.column_new, name="column_new"),
    path("website/", acts.website_new, name="website_new"),
    path("website/change/", acts.website_change, name="website_change"),
    path("website/close/", acts.website_close, name="website_close"),
    path("traffic/", traffic.traffic, name="traffic"),
    path("words/", words.site_words, name="site_words"),
    path("<int:pk>/<slug:act>/", acts.column_act, name="column_act"),
]
