"""What must stay true of the sources as a whole, whoever changes them."""

import ast
import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import bot.sources

FOLDER = Path(bot.sources.__file__).parent
PARSERS = ("feedparser", "selectolax", "lxml", "trafilatura")


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def test_compressions_without_bounds_cannot_be_imported() -> None:
    for name in ("brotli", "brotlicffi", "zstandard", "backports.zstd"):
        top = name.split(".")[0]
        assert importlib.util.find_spec(top) is None, f"{top} must not be installed"


def test_httpx_is_imported_by_the_client_alone() -> None:
    users = {path.name for path in FOLDER.glob("*.py") if "httpx" in set(imports_of(path))}
    assert users == {"client.py"}


def test_the_bot_itself_never_loads_a_parser() -> None:
    script = (
        "import sys, bot.sources.registry, bot.sources.discovery, bot.sources.article, bot.sources.schedule\n"
        f"print([name for name in {PARSERS!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_parsing_process_loads_neither_network_nor_database() -> None:
    script = (
        "import sys, bot.sources.parser_process\n"
        "print([n for n in ('httpx', 'httpcore', 'asyncio', 'sqlalchemy', 'telegram') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_address_guard_does_not_lean_on_is_global() -> None:
    for path in FOLDER.glob("*.py"):
        attributes = {n.attr for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Attribute)}
        assert not attributes & {"is_global", "is_private"}, path.name
