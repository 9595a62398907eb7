"""The addresses of the item catalogue."""

from django.urls import path

from windows.views import item_search

urlpatterns = [
    path("<slug:contract>/windows/items/search/", item_search.item_search, name="item-search"),
]
