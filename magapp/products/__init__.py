"""The shop's products, and reading them from a file as shops have it.

    file ─► read_rows ─► FileTable ─► guess_mapping ─► plan_import ─► ImportPlan ─► store

Everything up to the plan is worked out in memory and can be shown before anything is written. What
reads a file is imported from its own module: no start waits for it.
"""

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

__all__ = [
    "COLUMNS",
    "DOSAGE_FORMS",
    "EXTRA_COLUMNS",
    "Catalogue",
    "Product",
    "Refusal",
    "as_row",
    "export_csv",
]
