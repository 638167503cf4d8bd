"""The shop's products, and reading them from a file as shops have it.

    file ─► read_rows ─► FileTable ─► guess_mapping ─► plan_import ─► ImportPlan ─► store

Everything up to the plan is worked out in memory and can be shown before anything is written.
"""

from magapp.products.gtin import canonical_ean
from magapp.products.label import label_refusal, label_warnings
from magapp.products.mapping import OPTIONAL, guess_mapping, missing_columns
from magapp.products.plan import (
    ImportPlan,
    ProductChange,
    Warning,
    load_catalogue,
    plan_import,
    read_catalogue,
)
from magapp.products.product import (
    COLUMNS,
    DOSAGE_FORMS,
    EXTRA_COLUMNS,
    Catalogue,
    Product,
    Refusal,
    as_row,
    export_csv,
)
from magapp.products.rows import read_product
from magapp.products.sheets import Worksheet
from magapp.products.table import FileTable, read_rows

__all__ = [
    "COLUMNS",
    "DOSAGE_FORMS",
    "EXTRA_COLUMNS",
    "OPTIONAL",
    "Catalogue",
    "FileTable",
    "ImportPlan",
    "Product",
    "ProductChange",
    "Refusal",
    "Warning",
    "Worksheet",
    "as_row",
    "canonical_ean",
    "export_csv",
    "guess_mapping",
    "label_refusal",
    "label_warnings",
    "load_catalogue",
    "missing_columns",
    "plan_import",
    "read_catalogue",
    "read_product",
    "read_rows",
]
