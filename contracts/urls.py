"""Home, contracts, the search of Ctrl K."""

from django.urls import path

from contracts.views import (
    calendar,
    create,
    decision_detail,
    decision_propose,
    decision_sign_contractor,
    decision_sign_purchaser,
    decision_withdraw,
    decisions,
    home,
    member_confirm,
    member_end,
    members,
    overview,
    places,
    search,
    terms,
    venue_choose,
)

app_name = "contracts"
urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search_all, name="search-all"),
    path("contracts/new/", create.create, name="create"),
    path("members/", members.members, name="members"),
    path("members/<int:membership>/confirm/", member_confirm.member_confirm, name="member-confirm"),
    path("members/<int:membership>/end/", member_end.member_end, name="member-end"),
    path("<slug:contract>/members/", members.contract_members, name="contract-members"),
    path("<slug:contract>/members/<int:membership>/confirm/", member_confirm.member_confirm, name="contract-member-confirm"),
    path("<slug:contract>/members/<int:membership>/end/", member_end.member_end, name="contract-member-end"),
    path("<slug:contract>/", overview.overview, name="overview"),
    path("<slug:contract>/search/", search.search, name="search"),
    path("<slug:contract>/created/", create.create_result, name="create-result"),
    path("<slug:contract>/terms/", terms.terms, name="terms"),
    path("<slug:contract>/terms/open/", decisions.decisions, name="decisions"),
    path("<slug:contract>/terms/open/<slug:decision>/", decision_detail.decision_detail, name="decision-detail"),
    path("<slug:contract>/terms/open/<slug:decision>/propose/", decision_propose.decision_propose, name="decision-propose"),
    path(
        "<slug:contract>/terms/signings/<int:signing>/purchaser/",
        decision_sign_purchaser.decision_sign_purchaser,
        name="decision-sign-purchaser",
    ),
    path(
        "<slug:contract>/terms/signings/<int:signing>/contractor/",
        decision_sign_contractor.decision_sign_contractor,
        name="decision-sign-contractor",
    ),
    path("<slug:contract>/terms/signings/<int:signing>/withdraw/", decision_withdraw.decision_withdraw, name="decision-withdraw"),
    path("<slug:contract>/places/", places.places, name="places"),
    path("<slug:contract>/venue/", venue_choose.venue_choose, name="venue-choose"),
    path("<slug:contract>/calendar/", calendar.calendar, name="calendar"),
]
