"""Home, contracts, the search of Ctrl K."""

from django.urls import path

from contracts.views import home, overview, search

app_name = "contracts"
urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search_all, name="search-all"),
    path("<slug:contract>/", overview.overview, name="overview"),
    path("<slug:contract>/search/", search.search, name="search"),
]
