"""That the modules use each other one way."""

from __future__ import annotations

import ast
import graphlib
import unittest
from pathlib import Path


def imported(source: Path) -> set[str]:
    """Names of all modules that a file imports, wherever in the file."""
    nodes = list(ast.walk(ast.parse(source.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}


class ImportsTest(unittest.TestCase):
    def test_no_module_is_imported_by_one_that_it_imports(self) -> None:
        sources = {file.stem: file for file in Path(__file__).parent.glob("*.py")}
        uses = {name: imported(file) & sources.keys() for name, file in sources.items()}
        self.assertIn("mel_filters", uses["fbank_options"])
        graphlib.TopologicalSorter(uses).prepare()  # raises on a circle


if __name__ == "__main__":
    unittest.main()
