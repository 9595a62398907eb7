"""Large imports through django-import-export: its mapping, widgets and row results, without its row-by-row writing.

What it does a row at a time is done in blocks: instances are looked up once, and what the rows make is handed on to be
written at the end. Progress is told for every row, and a job that is called off stops there.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from import_export import resources, widgets
from import_export.instance_loaders import BaseInstanceLoader

from windows.rules.old_ledgers import Fault

BLOCK = 2000


class Wrong(ValueError):
    """A cell that its column cannot take."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


class AsItIs(widgets.Widget):
    """A value that was checked when the file was read."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return "" if value is None else value


class LoadedOnce(BaseInstanceLoader):
    """All rows that a block names, looked up in one query before the first row."""

    def __init__(self, resource: Any, dataset: Any = None) -> None:
        super().__init__(resource, dataset)
        self.key = resource.fields[resource.get_import_id_fields()[0]]
        keys = dataset[self.key.column_name] if dataset is not None and len(dataset) else []
        attribute = self.key.attribute
        rows = resource.get_queryset().filter(**{f"{attribute}__in": keys})
        self.found: dict[Any, Any] = {getattr(instance, attribute): instance for instance in rows}

    def get_instance(self, row: Any) -> Any:
        return self.found.get(row[self.key.column_name])


class BulkResource(resources.ModelResource):
    """The base of large imports. Shape: `tell` is called with each row's place in its block once it is judged."""

    class Meta:
        use_bulk = True
        batch_size = BLOCK
        skip_diff = True
        use_transactions = False
        instance_loader_class = LoadedOnce

    def __init__(self, tell: Callable[[int], None]) -> None:
        super().__init__()
        self.tell = tell

    @cached_property
    def _columns(self) -> list[tuple[str, str, Callable[..., Any]]]:
        """Shape: (column, attribute, its widget's clean). Every attribute here is a column of the model, none a path,
        and none has a default: Field.save would look for that in every cell."""
        return [
            (field.column_name, field.attribute, field.widget.clean) for field in self.get_import_fields()
        ]

    # -- one row --------------------------------------------------------------------------------------------------
    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> Any:
        result = super().import_row(row, instance_loader, **kwargs)
        self.tell(kwargs["row_number"])
        return result

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Nothing: the library would set the ids' counter back to the newest row that is committed, and ids that open
        transactions have drawn already would be given to the next who registers a case."""

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Every column, then the row as a whole. Raises: ValidationError by column, each with its remedy."""
        errors: dict[str, list[ValidationError]] = {}
        values = vars(instance)
        for column, attribute, clean in self._columns:
            try:
                values[attribute] = clean(row[column], row=row)
            except Wrong as wrong:
                errors.setdefault(column, []).append(told(wrong.reason, wrong.remedy))
        for fault in self.row_faults(instance, row):
            errors.setdefault(fault.field, []).append(told(fault.reason, fault.remedy))
        if errors:
            raise ValidationError(errors)

    def row_faults(self, instance: Any, row: Any) -> Sequence[Fault]:
        """What is wrong with the row as a whole."""
        return ()

    # -- in batches -----------------------------------------------------------------------------------------------
    def bulk_create(
        self,
        using_transactions: bool,
        dry_run: bool,
        raise_errors: bool,
        batch_size: int | None = None,
        result: Any = None,
    ) -> None:
        if self.create_instances and not dry_run:
            self.write_new(self.create_instances)
        self.create_instances.clear()

    def bulk_update(
        self,
        using_transactions: bool,
        dry_run: bool,
        raise_errors: bool,
        batch_size: int | None = None,
        result: Any = None,
    ) -> None:
        if self.update_instances and not dry_run:
            self.write_changed(self.update_instances)
        self.update_instances.clear()

    def write_new(self, instances: list[Any]) -> None:
        """What a block adds."""
        raise NotImplementedError

    def write_changed(self, instances: list[Any]) -> None:
        """What a block changes."""
        raise NotImplementedError


def told(reason: str, remedy: str) -> ValidationError:
    """A fault in the form that django-import-export carries; the remedy travels as a parameter."""
    return ValidationError("%(reason)s", params={"reason": reason, "remedy": remedy})


def faults_in(result: Any) -> Iterator[tuple[int, Fault]]:
    """The faults of an import. Shape: (place of the row in the dataset, from 0; fault)."""
    for invalid in result.invalid_rows:
        for field, errors in invalid.error.error_dict.items():
            for error in errors:
                yield invalid.number - 1, Fault(field, error.params["reason"], error.params["remedy"])
