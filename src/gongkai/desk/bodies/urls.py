"""Addresses of the register of bodies."""

from django.urls import path

from gongkai.desk.bodies.acting import appointment_act, hand_over_confirm, office_act, tree_act
from gongkai.desk.bodies.views import body, body_list, body_table

urlpatterns = [
    path("", body_list, name="body_list"),
    path("list/", body_table, name="body_table"),
    path("<int:pk>/", body, name="body"),
    path("<int:pk>/tree/<slug:act>/", tree_act, name="body_tree_act"),
    path("<int:pk>/office/<slug:act>/", office_act, name="body_office_act"),
    path("appointments/<int:pk>/<slug:act>/", appointment_act, name="appointment_act"),
    path("hand-overs/<int:pk>/confirm/", hand_over_confirm, name="hand_over_confirm"),
]
