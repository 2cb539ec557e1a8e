"""Who may import whom: down the list of layers, never up, never sideways between rules."""

import ast
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = {"eastwest": ROOT / "model", "eastwest_lab": ROOT / "experiments"}

# From the bottom up, as docs/design.md tells it. A name is a module, a folder of modules, or
# one module of a folder that stands apart from the rest of it.
LAYERS = {
    "eastwest": (
        {"errors", "version", "vocabulary"},
        {"backend", "columns", "streams", "lognormal", "rules"},
        {"asking", "compiled", "register", "series", "storing", "tables"},
        {"world", "drawing", "geography"},
        {"pairing.plan", "pairing.matching"},
        {"state"},
        {"choosing"},
        {"choosing.compiled"},
        {"pairing", "ties", "channels", "evaluation"},
        {"behaviour", "living"},
        {"behaviour.compiled"},
        {"accounting", "policy"},
        {"scenario"},
        {"context"},
        {"phases"},
        {"metrics", "recording"},
        {"step"},
        {"reading"},
        {"loader"},
        {"runs"},
        {"agents", "explaining"},
        {"simulation"},
        {"results", "rowwise", "testing"},
        {"__init__"},
    ),
    "eastwest_lab": (
        {"__init__"},
        {"language"},
        {"catalogue", "places", "style", "story"},
        {"comparing"},
        {"plots"},
        {"reports"},
        {"study", "library"},
        {"study_advice"},
        {"study_file", "design"},
        {"sweeps", "sweeps.deadline", "sweeps.lock"},
        {"sweeps.chunks"},
        {"sweeps.batches"},
        {"sweeps.warm", "sweeps.work"},
        {"sweeps.rows", "sweeps.executors", "sweeps.rounds"},
        {"sweeps.parts"},
        {"sweeps.manifest"},
        {"sweeps.results"},
        {"sweeps.store"},
        {"sweeps.runner", "sweeps.merging", "sweeps.exporting", "sweeps.swept"},
        {"sweeps.forecast"},
        {"comparison", "cost"},
        {"cli"},
        {"__main__"},
    ),
}
RULES = {"pairing", "ties", "channels", "evaluation", "behaviour", "living"}
"""Entries that never import their neighbours on the same layer."""
UPWARD = {
    ("scenario", "loader"),  # inside methods: people begin at `Scenario.load`, `loader` reads
    ("study", "study_file"),  # the same for studies
    ("agents", "simulation"),  # for type checkers only: an agent knows its model
}

CORE = {"annotated_types", "numpy", "scipy.special"}
BEYOND_CORE = {
    "compiled": {"numba"},
    "agents": {"mesa"},
    "simulation": {"mesa"},
    "pairing.matching": {"scipy.optimize"},  # an exact assignment; a solver of our own is not due
    "reading": {"openpyxl", "pydantic", "pydantic_core"},
    "loader": {"pydantic", "pydantic_core", "tomli_w"},
    "results": {"pandas", "pyarrow", "tomli_w"},
    "testing": {"pydantic"},
}
INSIDE_FUNCTIONS_ONLY = {"openpyxl", "pandas", "pyarrow"}


@cache
def sources():
    """Every module of both packages by its dotted name, parsed."""
    found = {}
    for package, folder in FOLDERS.items():
        for path in sorted((folder / package).rglob("*.py")):
            name = ".".join(path.relative_to(folder).with_suffix("").parts)
            found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def targets(node):
    """Dotted names that an import statement asks for: `from a import b` asks for `a.b`."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def imports(name):
    return [target for node in ast.walk(sources()[name]) for target in targets(node)]


def is_ours(target):
    return package_of(target) in FOLDERS


def our_imports(name):
    ours = {module_of(target) for target in imports(name) if is_ours(target)} - {name}
    return {found for found in ours if (entry_of(name), entry_of(found)) not in UPWARD}


def module_of(target):
    """Name in `sources` of what is imported: a module, a folder's door, or the package's."""
    for candidate in (target, f"{target}.__init__", target.rpartition(".")[0]):
        if candidate in sources():
            return candidate
    return f"{target.rpartition('.')[0]}.__init__"


def package_of(name):
    return name.split(".")[0]


def entry_of(name):
    """The name in LAYERS that a module belongs to."""
    _, folder, *rest = name.split(".")
    apart = ".".join([folder, *rest[:1]])
    return apart if any(apart in names for names in LAYERS[package_of(name)]) else folder


def layer(name):
    layers = LAYERS[package_of(name)]
    found = [level for level, names in enumerate(layers) if entry_of(name) in names]
    assert found, f"{name} is in no layer: give it its place in LAYERS and in docs/design.md"
    return found[0]


def is_allowed(importer, imported):
    if package_of(importer) != package_of(imported):
        return package_of(importer) == "eastwest_lab"
    if entry_of(importer) == entry_of(imported):
        return True
    if layer(importer) == layer(imported):
        return entry_of(importer) not in RULES
    return layer(importer) > layer(imported)


def beyond(allowed, target):
    """Whether a third party's name lies outside the packages that are allowed."""
    if package_of(target) in sys.stdlib_module_names:
        return False
    return not any(f"{target}.".startswith(f"{name}.") for name in allowed)


core = pytest.mark.parametrize("name", [name for name in sources() if name.startswith("eastwest.")])
both = pytest.mark.parametrize("name", sources())


@both
def test_imports_are_absolute(name):
    relative = [node for node in ast.walk(sources()[name]) if getattr(node, "level", 0)]
    assert relative == []


@both
def test_imports_go_down_the_layers(name):
    assert {found for found in our_imports(name) if not is_allowed(name, found)} == set()


def test_imports_make_no_circle():
    TopologicalSorter({name: our_imports(name) for name in sources()}).prepare()


@core
def test_model_needs_only_what_its_layer_may(name):
    allowed = CORE | BEYOND_CORE.get(entry_of(name), set())
    others = [target for target in imports(name) if not is_ours(target)]
    assert [target for target in others if beyond(allowed, target)] == []


@core
def test_heavy_packages_are_imported_inside_functions(name):
    top = [target for node in sources()[name].body for target in targets(node)]
    assert [target for target in top if package_of(target) in INSIDE_FUNCTIONS_ONLY] == []


@both
def test_compiled_modules_are_imported_by_each_other_alone(name):
    """So that the model runs without numba: a twin is imported when it is first asked for."""
    taken = {found for found in our_imports(name) if "compiled" in found.split(".")}
    assert taken == set() or "compiled" in name.split(".")


@core
def test_core_never_calls_blas(name):
    """Its sums differ with the number of threads: einsum, or a product and a sum."""
    blas = {"dot", "matmul", "vdot", "tensordot"}
    calls = [
        node.lineno
        for node in ast.walk(sources()[name])
        if isinstance(getattr(node, "op", None), ast.MatMult)
        or (isinstance(node, ast.Attribute) and node.attr in blas)
    ]
    assert calls == []
