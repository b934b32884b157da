# Everything a person or CI runs. `make demo` and `make test` set themselves up on a fresh machine
# with git, make and Python 3.11-3.13.
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,$(if $(shell $(name) -c '$(SUPPORTED)' >/dev/null 2>&1 && echo ok),$(name),)))
SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Twice quiet: what pip says of the machine's own set-up is no news; errors are still shown.
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
SPEED ?= 1
.DEFAULT_GOAL := help

.PHONY: help setup check test fast demo run bench lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | awk -F '\t' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: $(STAMP) ## build .venv from the hashed lock
	@:

# The lock carries hashes and names no index; byte-code is compiled now, so that starts are quick.
# A .venv that a failed attempt left behind (no pip in it) is made anew.
$(STAMP): requirements-dev.lock pyproject.toml
	@$(or $(PYTHON),false) -c '$(SUPPORTED)' >/dev/null 2>&1 || { echo "borderwatch needs Python 3.11, 3.12 or 3.13, and '$(or $(PYTHON),python3)' is none. Install one, or say where it is: make setup PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Setting up $(VENV) once; this takes a minute or two." >&2
	@$(BIN)/python -c 'import pip; $(SUPPORTED)' >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --require-hashes --compile -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q bot handlers
	@touch $(STAMP)

check: setup ## style, types, layers and data
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m bot.knowledge

test: setup ## all tests
	$(BIN)/python -m pytest -n 2

fast: setup ## unit and property tests only
	$(BIN)/python -m pytest tests/unit tests/property

demo: setup ## play a season on bundled reports, then answer questions; SPEED=10 plays it faster
	@$(BIN)/python -m bot demo --speed $(SPEED)

run: setup ## the real bot: reads .env, talks to Telegram, or to this terminal without a token
	@$(BIN)/python -m bot run

bench: setup ## figures; CORPUS=folder measures a labelled corpus
	@$(BIN)/python -m bench $(if $(CORPUS),--corpus "$(CORPUS)")

lock: setup ## resolve the dependencies anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --output-file requirements.lock pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev --output-file requirements-dev.lock pyproject.toml

clean: ## remove everything that can be built again (never var/ or .env)
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage htmlcov
	find bot handlers tests bench -name __pycache__ -type d -prune -exec rm -rf {} +
