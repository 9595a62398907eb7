"""The addresses of the item catalogue."""

from django.urls import path

from windows.views import (
    department_detail,
    department_list,
    item_detail,
    item_draft,
    item_edit,
    item_export,
    item_import,
    item_indicators,
    item_indicators_excel,
    item_list,
    item_new,
    item_reopen,
    item_retire,
    item_search,
    item_template,
    package_detail,
    package_edit,
    package_list,
    package_new,
    platform_figures,
)

urlpatterns = [
    path("<slug:contract>/windows/items/", item_list.item_list, name="item-list"),
    path("<slug:contract>/windows/items/search/", item_search.item_search, name="item-search"),
    path("<slug:contract>/windows/items/new/", item_new.item_new, name="item-new"),
    path("<slug:contract>/windows/items/export/", item_export.item_export, name="item-export"),
    path("<slug:contract>/windows/items/template/", item_template.item_template, name="item-template"),
    path("<slug:contract>/windows/items/import/", item_import.item_import, name="item-import"),
    path("<slug:contract>/windows/items/import/<int:item_draft>/", item_draft.item_draft, name="item-draft"),
    path("<slug:contract>/windows/items/<int:item>/", item_detail.item_detail, name="item-detail"),
    path("<slug:contract>/windows/items/<int:item>/edit/", item_edit.item_edit, name="item-edit"),
    path("<slug:contract>/windows/items/<int:item>/retire/", item_retire.item_retire, name="item-retire"),
    path("<slug:contract>/windows/items/<int:item>/reopen/", item_reopen.item_reopen, name="item-reopen"),
    path("<slug:contract>/windows/item-indicators/", item_indicators.item_indicators, name="item-indicators"),
    path(
        "<slug:contract>/windows/item-indicators/excel",
        item_indicators_excel.item_indicators_excel,
        name="item-indicators-excel",
    ),
    path(
        "<slug:contract>/windows/platform-figures/",
        platform_figures.platform_figures,
        name="platform-figures",
    ),
    path("<slug:contract>/windows/departments/", department_list.department_list, name="department-list"),
    path(
        "<slug:contract>/windows/departments/<int:department>/",
        department_detail.department_detail,
        name="department-detail",
    ),
    path("<slug:contract>/windows/packages/", package_list.package_list, name="package-list"),
    path("<slug:contract>/windows/packages/new/", package_new.package_new, name="package-new"),
    path(
        "<slug:contract>/windows/packages/<int:package>/",
        package_detail.package_detail,
        name="package-detail",
    ),
    path(
        "<slug:contract>/windows/packages/<int:package>/edit/", package_edit.package_edit, name="package-edit"
    ),
]
