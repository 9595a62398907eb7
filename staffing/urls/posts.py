"""Posts, hours and required against filled."""

from django.urls import path

from staffing.views.post_detail import post_detail
from staffing.views.post_list import post_list
from staffing.views.post_places import post_places
from staffing.views.service_hours import service_hours

urlpatterns = [
    path("<slug:contract>/staffing/posts/", post_list, name="post-list"),
    path("<slug:contract>/staffing/posts/<int:post>/", post_detail, name="post-detail"),
    path("<slug:contract>/staffing/posts/<int:post>/places/", post_places, name="post-places"),
    path("<slug:contract>/staffing/hours/", service_hours, name="service-hours"),
]
