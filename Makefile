# Two commands on a fresh machine:  make demo   and   make test.   `make help` lists all.
# PYTHON= names another Python (3.11 to 3.13); PORT= and UMAY_HOME= change the demo's port and data folder.

SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
UV ?= $(firstword $(wildcard $(VENV)/bin/uv) uv)
WHICH ?=
TESTS ?=
JOBS ?= auto
PYTEST := $(PY) -m pytest -n $(JOBS) --maxprocesses 8 --dist loadfile --no-loadscope-reorder

# Settings of pip that would put packages elsewhere than into the environment; all others stay the user's own.
unexport PIP_TARGET PIP_PREFIX PIP_ROOT PIP_USER PYTHONPATH PYTHONHOME
export PIP_DISABLE_PIP_VERSION_CHECK = 1
INSTALL := $(PY) -m pip install --quiet --only-binary :all: --require-hashes

.PHONY: help demo test lint venv bench lock

help: ## Show these lines
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1	\2/' | expand -t 16

demo: $(VENV)/.base ## Try everything with invented people at http://localhost:8000 (PORT=, UMAY_HOME=, SCALE=national)
	@exec $(PY) -m umay demo $(if $(SCALE),--scale $(SCALE))

venv: $(VENV)/.base ## Make the Python environment alone

test: $(VENV)/.dev lint ## Run every test on all cores (JOBS=, TESTS= some of them, WHICH= pytest's words, such as WHICH='-m "not browser"')
	@$(PY) -m umay.front.messages compile
	@if ! $(PY) tools/browser.py; then \
	  if [ "$(CI)" = true ]; then exit 1; fi; \
	  echo "The journeys in a browser are left out this time." >&2; \
	  exec $(PYTEST) -m "not browser" $(WHICH) $(TESTS); \
	fi; \
	exec $(PYTEST) $(WHICH) $(TESTS)

lint: $(VENV)/.dev ## Check style, layers and formatting
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check --quiet .
	@if [ -f .importlinter ]; then exec $(VENV)/bin/lint-imports --no-cache --config .importlinter; fi

bench: $(VENV)/.dev ## Measure the pages and engines (a table of medians; nothing passes or fails)
	@$(PY) -m tests.bench
	@exec $(PY) -m tests.bench.matching

lock: ## Choose versions anew and write the lock files (needs uv)
	@command -v $(UV) >/dev/null || { echo "The lock files are made by uv, which is missing: pip install uv" >&2; exit 1; }
	@$(UV) pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --python-version 3.11 --group dev pyproject.toml -o requirements/dev.lock
	@$(UV) pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --python-version 3.11 -c requirements/dev.lock pyproject.toml -o requirements/base.lock

$(PY):
	@$(PYTHON) -c 'import sys' 2>/dev/null || { \
	  echo "Python is missing: no $(PYTHON) on this machine. Name one with PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { \
	  echo "Umay needs Python 3.11, 3.12 or 3.13, but $(PYTHON) is $$($(PYTHON) -V 2>&1); name another with PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python's venv module is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@why=$$($(PYTHON) -m venv --clear $(VENV) 2>&1) || { \
	  echo "The environment $(VENV) could not be made: $$(echo "$$why" | tail -n 1)" >&2; exit 1; }

$(VENV)/.base: requirements/base.lock tools/link_package.py | $(PY)
	@echo "Installing the packages (once)"
	@$(INSTALL) -r requirements/base.lock || { echo "The packages could not be installed; the reason stands above." >&2; exit 1; }
	@$(PY) tools/link_package.py
	@touch $@

$(VENV)/.dev: requirements/dev.lock tools/link_package.py | $(PY)
	@echo "Installing the packages for tests (once)"
	@$(INSTALL) -r requirements/dev.lock || { echo "The packages could not be installed; the reason stands above." >&2; exit 1; }
	@$(PY) tools/link_package.py
	@touch $@
