"""Addresses of the register of bodies."""

from django.urls import path

from gongkai.desk.bodies import acting, views

urlpatterns = [
    path("", views.body_list, name="body_list"),
    path("list/", views.body_table, name="body_table"),
    path("<int:pk>/", views.body, name="body"),
    path("<int:pk>/tree/<slug:act>/", acting.tree_act, name="body_tree_act"),
    path("<int:pk>/office/<slug:act>/", acting.office_act, name="body_office_act"),
    path("appointments/<int:pk>/<slug:act>/", acting.appointment_act, name="appointment_act"),
    path("hand-overs/<int:pk>/confirm/", acting.hand_over_confirm, name="hand_over_confirm"),
]
