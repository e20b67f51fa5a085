"""The public face: its names are frozen, they all load, and loading the package itself loads nothing heavy."""

import subprocess
import sys

import basegov as bg

NAMES = [
    "NOT_STATED",
    "ArgumentError",
    "BasegovError",
    "Change",
    "Comparison",
    "Count",
    "Date",
    "DateRange",
    "Document",
    "Effect",
    "Event",
    "Fact",
    "FactRegister",
    "FiscalEffect",
    "Force",
    "Indicator",
    "InputError",
    "Level",
    "Metres",
    "Node",
    "NotFoundError",
    "NotStated",
    "Outcome",
    "Policy",
    "Quantity",
    "Record",
    "Ref",
    "Reform",
    "ReformError",
    "Relation",
    "Report",
    "Rule",
    "Selector",
    "Share",
    "Source",
    "SquareKilometres",
    "Status",
    "Step",
    "Structure",
    "StructureError",
    "Text",
    "Truth",
    "Verdict",
    "Yuan",
    "__version__",
    "catalog",
    "compare",
    "coverage",
    "fact",
    "fiscal_effect",
    "indicator",
    "io",
    "load_facts",
    "load_policy",
    "load_reform",
    "load_structure",
    "record",
    "reforms",
    "report",
    "rule",
    "rules",
    "scenarios",
    "step",
    "structure",
    "transplant",
]

HEAVY = {"attr", "cattrs", "networkx", "yaml", "rich", "cyclopts", "numpy", "fractions", "decimal"}


def loaded_after(code: str) -> set[str]:
    """Return the modules that a fresh interpreter has loaded after some code, beyond those it has anyway."""
    program = f"import sys; before = set(sys.modules); {code}; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_public_names_are_frozen():
    assert list(bg.__all__) == NAMES


def test_every_public_name_loads_and_is_listed():
    for name in NAMES:
        assert getattr(bg, name) is not None
        assert name in dir(bg)


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(bg, "load_everything")


def test_importing_the_package_loads_nothing_heavy():
    assert not {name.split(".")[0] for name in loaded_after("import basegov")} & HEAVY


def test_networkx_loads_with_the_first_graph_and_not_before():
    code = "import basegov as bg; s = bg.Structure.build(); r = bg.rules.Rule"
    assert "networkx" not in loaded_after(code)
    assert "networkx" in loaded_after(code + "; s.hierarchy")


def test_the_names_of_the_contract_in_the_design():
    rule = bg.rules.AppraisalShare(
        subject="dispatched_agency",
        evaluator="street",
        at_least="60%",
        period="annual",
        source=bg.Source("nowhere-2020"),
    )
    assert rule.at_least == bg.Share("60%")
    assert callable(bg.load_structure)
    assert callable(bg.load_policy)
    assert callable(bg.load_reform)
    assert callable(bg.compare)
