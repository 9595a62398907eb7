"""Home, contracts, the search of Ctrl K."""

from django.urls import path

from contracts.views import (
    calendar,
    create,
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
    path("<slug:contract>/places/", places.places, name="places"),
    path("<slug:contract>/venue/", venue_choose.venue_choose, name="venue-choose"),
    path("<slug:contract>/calendar/", calendar.calendar, name="calendar"),
]
