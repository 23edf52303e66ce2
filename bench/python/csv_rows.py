"""Rows of measurements in a CSV file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path


def add_rows(file: Path, columns: list[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Adds rows at the end of a file; a new one gets its header first."""
    new = not file.exists()
    with file.open("a", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, lineterminator="\n")
        if new:
            writer.writeheader()
        writer.writerows(rows)
