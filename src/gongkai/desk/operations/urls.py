"""Addresses of the operation."""

from django.urls import path

from gongkai.desk.operations import views

urlpatterns = [
    path("", views.operation, name="operation"),
    path("dead-letters/", views.dead_letter_list, name="dead_letter_list"),
    path("dead-letters/<int:pk>/", views.dead_letter, name="dead_letter"),
    path("dead-letters/<int:pk>/again/", views.dead_letter_again, name="dead_letter_again"),
    path("dead-letters/<int:pk>/drop/", views.dead_letter_drop, name="dead_letter_drop"),
]
