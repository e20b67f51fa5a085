# basegov: everything a developer runs. Needs Python 3.11 or newer, pip and make; everything else is fetched into .venv.
#
#   make            set up .venv once, then run the demonstration
#   make test       the whole test suite, with the examples in the docstrings
#   make lint       style, formatting, import contracts        make types      mypy, strict
#   make docs       HTML in docs/_build/html                   make floors     what meets other libraries, on the lowest versions
#   make bench      the benchmarks, beside their peers         make clean      remove everything that was made
#   make fuzz       look for input that crashes a reader, for FUZZ_SECONDS (300)
#   make mutation   which changes of the shipped policies their tests do not notice
#
# PYTHON=/path/to/python chooses the interpreter, JOBS=n the number of test processes, PYTEST_ARGS adds to pytest.

.DEFAULT_GOAL := demo
unexport PYTHONDONTWRITEBYTECODE  # Python is started some two hundred times: what is compiled is kept
.DELETE_ON_ERROR:
.PHONY: demo env env-lint env-docs env-tools env-floors test mutation lint style contracts format types docs floors bench fuzz clean

# A name on PATH is not enough: version managers leave shims that exist and fail.
MODERN := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	"$$p" -c '$(MODERN)' >/dev/null 2>&1 </dev/null && { command -v "$$p"; break; }; done)
JOBS ?= 2
PYTEST_ARGS ?=
FUZZ_SECONDS ?= 300

VENV := .venv
RUN := $(VENV)/bin/python -m
PYTEST := -m pytest -n $(JOBS) -q $(PYTEST_ARGS) src tests
PIP := -m pip -qq --disable-pip-version-check

# $(call venv,DIR): an environment with a pip that knows dependency groups (25.1). Where Python came without ensurepip,
# the pip outside puts one inside; where even that fails, virtualenv does.
define venv
@py="$(PYTHON)"; "$$py" -c '$(MODERN)' 2>/dev/null \
	|| { echo "basegov needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python" >&2; exit 1; }; \
$(1)/bin/python -m pip --version >/dev/null 2>&1 || { \
	echo "setting up $(1) with $$py (once)"; \
	"$$py" -m venv --clear $(1) >/dev/null 2>&1 \
	|| { "$$py" -m venv --clear --without-pip $(1) && "$$py" -m pip -qq --python $(1)/bin/python install pip; } \
	|| { "$$py" -m pip -qq install --user virtualenv && "$$py" -m virtualenv --quiet --clear $(1); }; \
}
@$(1)/bin/python $(PIP) install --upgrade 'pip>=25.1'
endef

demo: env
	@$(VENV)/bin/basegov demo

# Environments. A stamp is younger than pyproject.toml when its environment is up to date.
env: $(VENV)/.stamp
env-lint: $(VENV)/.stamp-lint
env-docs: $(VENV)/.stamp-docs
env-tools: $(VENV)/.stamp-tools
env-floors: $(VENV)-floors/.stamp

$(VENV)/.stamp: pyproject.toml
	$(call venv,$(VENV))
	@$(VENV)/bin/python $(PIP) install --editable '.[test]'
	@touch $@

$(VENV)/.stamp-%: $(VENV)/.stamp
	@echo "adding the $* tools to $(VENV) (once)"
	@$(VENV)/bin/python $(PIP) install --group $*
	@touch $@

# Every floor of the core and of its extras, as constraints.
define FLOORS
import re, tomllib
project = tomllib.load(open("pyproject.toml", "rb"))["project"]
extras = project["optional-dependencies"]
for line in project["dependencies"] + [line for extra in extras if extra != "test" for line in extras[extra]]:
    if floor := re.fullmatch(r"([\w.-]+)>=([\w.]+)(;.*)?", line):
        print(f"{floor[1]}=={floor[2]}{floor[3] or ''}")
endef
export FLOORS

# Those for lint and docs at once: pip looks for versions once, and nothing else installs into this environment meanwhile.
$(VENV)/.stamp-tools: $(VENV)/.stamp
	@echo "adding the lint and docs tools to $(VENV) (once)"
	@$(VENV)/bin/python $(PIP) install --group lint --group docs
	@touch $@ $(VENV)/.stamp-lint $(VENV)/.stamp-docs

$(VENV)-floors/.stamp: pyproject.toml
	$(call venv,$(VENV)-floors)
	@$(VENV)-floors/bin/python -c "$$FLOORS" > $(VENV)-floors/floors.txt
	@$(VENV)-floors/bin/python $(PIP) install --constraint $(VENV)-floors/floors.txt --editable '.[test]'
	@touch $@

$(VENV)-bench/.stamp: pyproject.toml
	$(call venv,$(VENV)-bench)
	@$(VENV)-bench/bin/python $(PIP) install --editable '.[all]' --group bench
	@touch $@

# Jobs.
test: env
	@$(VENV)/bin/python $(PYTEST)

mutation: env
	@$(VENV)/bin/python -m pytest -q --policy-mutation $(PYTEST_ARGS) tests/policies

# On the floors properties are tried with few examples, and only what meets another library is run: the examples in the
# docstrings, files, graphs, pages, the command line, the strategies and the plugin. How well faults are found and how
# small they shrink is asked of the newest Hypothesis alone: the older ones take minutes for it.
ON_FLOORS := src $(filter-out tests/test_examples.py tests/test_readme.py,$(wildcard tests/test_*.py)) tests/io tests/structure tests/report tests/cli/test_commands.py \
	tests/testing/strategies/test_types.py tests/testing/test_machine.py tests/testing/test_plugin.py
floors: env-floors
	@echo "floors: $$(paste -s -d , $(VENV)-floors/floors.txt)"
	@HYPOTHESIS_PROFILE=few $(VENV)-floors/bin/python -m pytest -n $(JOBS) -q -k 'not is_found and not shrink and not seeded_run' $(PYTEST_ARGS) $(ON_FLOORS)

lint: style contracts

style: env-lint
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .

format: env-lint
	@$(RUN) ruff check --fix .
	@$(RUN) ruff format .

contracts: env-lint
	@$(VENV)/bin/lint-imports --no-logo

types: env-lint
	@$(RUN) mypy

docs: env-docs
	@$(RUN) sphinx --builder html --fail-on-warning --keep-going --nitpicky --quiet --jobs $(JOBS) \
		--doctree-dir docs/_build/doctrees docs docs/_build/html
	@echo "docs/_build/html/index.html"

bench: $(VENV)-bench/.stamp
	@$(VENV)-bench/bin/python -m benchmarks

fuzz: $(VENV)/.stamp-fuzz
	@$(VENV)/bin/python tests/fuzz/fuzz_readers.py build/fuzz -max_total_time=$(FUZZ_SECONDS) -artifact_prefix=build/

clean:
	rm -rf $(VENV) $(VENV)-floors $(VENV)-bench build dist docs/_build
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests docs benchmarks -name __pycache__ -prune -exec rm -rf {} +
