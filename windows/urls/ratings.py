"""Ratings inside a contract: indicators, single ones, what follows bad ones."""

from django.urls import path

from windows.views import (
    rating_appeal,
    rating_detail,
    rating_followups,
    rating_handle,
    rating_indicators,
    rating_list,
    rating_rule,
)

urlpatterns = [
    path("<slug:contract>/windows/ratings/", rating_list.rating_list, name="rating-list"),
    path(
        "<slug:contract>/windows/ratings/indicators/",
        rating_indicators.rating_indicators,
        name="rating-indicators",
    ),
    path(
        "<slug:contract>/windows/ratings/follow-ups/",
        rating_followups.rating_followups,
        name="rating-followups",
    ),
    path(
        "<slug:contract>/windows/ratings/follow-ups/<int:followup>/",
        rating_handle.rating_handle,
        name="rating-handle",
    ),
    path(
        "<slug:contract>/windows/ratings/follow-ups/<int:followup>/appeal/",
        rating_appeal.rating_appeal,
        name="rating-appeal",
    ),
    path("<slug:contract>/windows/ratings/<int:rating>/", rating_detail.rating_detail, name="rating-detail"),
    path("<slug:contract>/windows/ratings/<int:rating>/rule/", rating_rule.rating_rule, name="rating-rule"),
    path(
        "<slug:contract>/windows/ratings/<int:rating>/step/",
        rating_rule.rating_rule_step,
        name="rating-rule-step",
    ),
    path(
        "<slug:contract>/windows/ratings/<int:rating>/release/",
        rating_rule.rating_rule_release,
        name="rating-rule-release",
    ),
]
