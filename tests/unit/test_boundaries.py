"""Services depend on contracts and runtime, never on each other; contracts on nothing heavy."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVICES = ROOT / "services"
ALLOWED = {
    "contracts": set[str](),
    "runtime": {"clashwire_contracts"},
    "ingest": {"clashwire_contracts", "clashwire_runtime"},
    "enrich": {"clashwire_contracts", "clashwire_runtime"},
    "index": {"clashwire_contracts", "clashwire_runtime"},
}
FORBIDDEN_IN_CONTRACTS = {"aiokafka", "elasticsearch", "faust", "httpx", "aiohttp"}


def imports_of(path: Path) -> set[str]:
    """The top-level names a module imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def modules_of(service: str) -> list[Path]:
    return sorted((SERVICES / service / f"clashwire_{service}").rglob("*.py"))


@pytest.mark.parametrize("service", sorted(ALLOWED))
def test_a_service_imports_only_what_it_may(service: str) -> None:
    assert modules_of(service)
    own = f"clashwire_{service}"
    for module in modules_of(service):
        ours = {name for name in imports_of(module) if name.startswith("clashwire_")}
        assert ours <= ALLOWED[service] | {own}, f"{module} reaches into another service"


def test_contracts_import_no_client_library() -> None:
    for module in modules_of("contracts"):
        assert not imports_of(module) & FORBIDDEN_IN_CONTRACTS, module


def test_faust_lives_only_in_modules_named_for_it() -> None:
    """A reader of any other module needs to know nothing of faust."""
    users = [
        path.relative_to(SERVICES)
        for service in ALLOWED
        for path in modules_of(service)
        if imports_of(path) & {"faust", "mode"}
    ]
    assert users
    assert all(p.parts[0] == "enrich" and p.name.startswith("faust_") for p in users), users


def test_clients_are_built_only_in_app_modules_and_the_runtime() -> None:
    """One place composes a service; everything else is handed what it needs."""
    builders = {"build_producer", "build_consumer"}
    for service in ("ingest", "enrich", "index"):
        for path in modules_of(service):
            calls = {
                node.func.id
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            }
            assert path.name == "app.py" or not calls & builders, path


def test_the_product_never_reaches_outside_its_own_folder() -> None:
    for path in (*SERVICES.rglob("*.py"), *(ROOT / "deploy").rglob("*.py")):
        assert "../shared" not in path.read_text(encoding="utf-8"), path
