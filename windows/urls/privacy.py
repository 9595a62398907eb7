"""Personal data and exports: what is shown, what leaves, what comes back, what goes."""

from django.urls import path

from windows.views import (
    carrier_confirm,
    carrier_detail,
    carrier_excel,
    carrier_list,
    carrier_settle,
    case_unmask,
    data_return,
    data_return_paper,
    data_return_proof,
    data_return_purchaser,
    data_return_supplier,
    disclosure_list,
    erase_hold,
    erase_list,
    erase_release,
    export_request_decide,
    export_request_list,
    export_request_new,
    export_request_withdraw,
)

REQUEST = "<slug:contract>/export-requests/<int:asking>"
urlpatterns = [
    path(
        "<slug:contract>/unmask/<slug:table>/<int:row>/<slug:field>/",
        case_unmask.case_unmask,
        name="case-unmask",
    ),
    path("<slug:contract>/disclosures/", disclosure_list.disclosure_list, name="disclosure-list"),
    path("<slug:contract>/carriers/", carrier_list.carrier_list, name="carrier-list"),
    path("<slug:contract>/carriers/excel/", carrier_excel.carrier_excel, name="carrier-excel"),
    path("<slug:contract>/carriers/settle/", carrier_settle.carrier_settle, name="carrier-settle"),
    path("<slug:contract>/carriers/confirm/", carrier_confirm.carrier_confirm, name="carrier-confirm"),
    path("<slug:contract>/carriers/<int:carrier>/", carrier_detail.carrier_detail, name="carrier-detail"),
    path(
        "<slug:contract>/export-requests/",
        export_request_list.export_request_list,
        name="export-request-list",
    ),
    path(
        "<slug:contract>/export-requests/new/",
        export_request_new.export_request_new,
        name="export-request-new",
    ),
    path(f"{REQUEST}/decide/", export_request_decide.export_request_decide, name="export-request-decide"),
    path(
        f"{REQUEST}/withdraw/",
        export_request_withdraw.export_request_withdraw,
        name="export-request-withdraw",
    ),
    path("<slug:contract>/data-return/", data_return.data_return, name="data-return"),
    path(
        "<slug:contract>/data-return/supplier/",
        data_return_supplier.data_return_supplier,
        name="data-return-supplier",
    ),
    path(
        "<slug:contract>/data-return/purchaser/",
        data_return_purchaser.data_return_purchaser,
        name="data-return-purchaser",
    ),
    path(
        "<slug:contract>/data-return/<int:returned>/paper/",
        data_return_paper.data_return_paper,
        name="data-return-paper",
    ),
    path(
        "<slug:contract>/data-return/<int:returned>/proof/",
        data_return_proof.data_return_proof,
        name="data-return-proof",
    ),
    path("<slug:contract>/personal-data/", erase_list.erase_list, name="erase-list"),
    path("<slug:contract>/personal-data/hold/", erase_hold.erase_hold, name="erase-hold"),
    path(
        "<slug:contract>/personal-data/<int:hold>/release/", erase_release.erase_release, name="erase-release"
    ),
]
