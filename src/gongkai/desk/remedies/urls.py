"""Addresses of the desk's reviews and suits."""

from django.urls import path

from gongkai.desk.remedies import views

urlpatterns = [
    path("", views.dispute_list, name="dispute_list"),
    path("new/", views.dispute_new, name="dispute_new"),
    path("orders/", views.order_list, name="order_list"),
    path("<int:pk>/", views.dispute_page, name="dispute"),
    path("<int:pk>/<slug:act>/", views.dispute_act, name="dispute_act"),
]
