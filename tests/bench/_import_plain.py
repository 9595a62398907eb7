"""What one would write first: a ModelResource of cases with the library's own defaults, row by row."""

import uuid
from typing import Any

from django.db.models import Max
from django.utils import timezone
from import_export import fields, resources, widgets

from contracts.models import Contract, Membership, Organisation
from hall_ops.lib.codes import new_code
from hall_ops.lib.sealing import blind_index, sealed_pair
from windows.models import Case, ServiceItem

KINDS = {"个人": "person", "单位": "organisation"}


class PlainResource(resources.ModelResource):
    """Foreign keys by name, an instance looked up for every row, every row saved by itself."""

    number = fields.Field("number", "办件编号")
    item = fields.Field("item", "事项编码", widgets.ForeignKeyWidget(ServiceItem, "short_code"))
    department = fields.Field("department", "部门", widgets.ForeignKeyWidget(Organisation, "name"))
    applicant_name = fields.Field("applicant_name", "申请人")
    registered_at = fields.Field("registered_at", "收件时间", widgets.DateTimeWidget())
    accepted_at = fields.Field("accepted_at", "受理时间", widgets.DateTimeWidget())
    decided_at = fields.Field("decided_at", "办结时间", widgets.DateTimeWidget())

    class Meta:
        model = Case
        import_id_fields = ("number",)
        fields = (
            "number", "item", "department", "applicant_name", "registered_at", "accepted_at", "decided_at",
        )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.contract = Contract.objects.get(slug="bench")
        self.venue = self.contract.venues.order_by("pk")[0]
        self.clerk = Membership.objects.filter(contract=self.contract, role="supervisor")[0].user
        newest = Case.objects.filter(venue=self.venue).aggregate(n=Max("serial"))["n"] or 0
        self.serial = newest + 2_000_000

    def before_save_instance(self, instance: Case, row: Any, **kwargs: Any) -> None:
        """The columns that no heading gives, as a first version would fill them."""
        self.serial += 1
        instance.uid = uuid.uuid4()
        instance.contract, instance.venue, instance.clerk = self.contract, self.venue, self.clerk
        instance.version = instance.item.current
        instance.kind, instance.serial, instance.query_code = instance.version.kind, self.serial, new_code()
        instance.day = timezone.localdate(instance.registered_at)
        instance.applicant_kind = KINDS[row["申请人类型"]]
        instance.id_kind = "resident" if instance.applicant_kind == "person" else "credit_code"
        instance.id_sealed, instance.id_index = sealed_pair(
            row["证件号码"], label="windows.case.id", uid=instance.uid
        )
        phone = row["手机号码"]
        instance.phone_sealed, instance.phone_index = sealed_pair(
            phone, label="windows.case.phone", uid=instance.uid
        )
        instance.phone_tail_index = blind_index(phone[-4:], field="windows.case.phone_tail")
        instance.state, instance.concluded_as, instance.channel = "archived", "granted", "imported"
        instance.archived_at = instance.decided_at
        instance.due_on = instance.statutory_due_on = timezone.localdate(instance.decided_at)
