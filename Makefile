# Every command a person runs. `make` alone lists them.
# Needs make, Python 3.11 or later with venv, and a package registry that pip knows (PIP_* settings are honoured).

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

VENV := .venv
SPARK := .venv-spark
PY := $(VENV)/bin/python
PEELIAN := $(VENV)/bin/peelian
PIP := $(PY) -m pip --disable-pip-version-check --no-input
WORKERS ?= 2
ARGS ?=

# The first Python here that is new enough. Choose another with `make setup PYTHON=python3.12`.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.PHONY: help setup demo test check fix docs bench soak cluster-test cluster-check lock clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/.installed-dev ## Make .venv and install the locked libraries and test tools; does nothing twice

$(PY):
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or later was found. Install one, or name it: make setup PYTHON=..."; exit 2; }
	@echo "Making $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV) || { echo "$(PYTHON) could not make a virtual environment; on Debian: apt-get install python3-venv"; exit 2; }

# What a build of a paper needs: the libraries, and this project as a link to its folder.
$(VENV)/.installed-run: requirements/run.txt requirements/build.txt pyproject.toml | $(PY)
	@echo "Installing the locked libraries"
	@$(PIP) install -qq --require-hashes -r requirements/run.txt -r requirements/build.txt
	@$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements/dev.txt $(VENV)/.installed-run
	@echo "Installing the test tools"
	@$(PIP) install -qq --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/.installed-run ## Set up, build the example papers, show where they are and one figure's trace
	@$(PY) tools/demo.py

test: $(VENV)/.installed-dev ## Run every test but the long runs (ARGS="-k periods" for some of them)
	@$(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(VENV)/.installed-dev ## Lint, format, types, import contract, reference pages up to date
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports
	$(PY) tools/reference.py --check

fix: $(VENV)/.installed-dev ## Mend what the linter can mend, and format
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

docs: $(VENV)/.installed-dev ## Print docs/reference from the code and the specs
	$(PY) tools/reference.py

# The script that Peelian is measured against is written with a library that nothing else needs.
$(VENV)/.installed-bench: requirements/bench.txt $(VENV)/.installed-dev
	@echo "Installing what the benches measure against"
	@$(PIP) install -qq --require-hashes -r requirements/bench.txt
	@touch $@

bench: $(VENV)/.installed-bench ## Measure speed and memory against their bounds
	@failed=0; for script in bench/[a-z]*.py; do \
		echo; echo "$$script"; $(PY) -m bench.$$(basename $$script .py) || failed=1; \
	done; exit $$failed

soak: $(VENV)/.installed-dev ## Promises, properties and units with their full counts: 1,000 kills, 1,000 bad files, simulations
	PEELIAN_SOAK=1 $(PY) -m pytest tests/promises tests/property tests/unit $(ARGS)
	nice -n 19 $(PY) -m bench.long.table

# Spark itself and its client, half a gigabyte, beside the libraries and the test tools of $(VENV).
$(SPARK)/.installed: requirements/cluster-test.txt $(VENV)/.installed-dev
	@echo "Installing Spark, for the tests of clusters alone"
	@test -d $(SPARK) || $(PY) -m venv $(SPARK)
	@there=$$($(PY) -c 'import sysconfig; print(sysconfig.get_path("purelib"))'); \
		own=$$($(SPARK)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))'); \
		echo "import site; site.addsitedir('$$there')" > "$$own/beside.pth"
	@$(SPARK)/bin/python -m pip --disable-pip-version-check --no-input install -qq --require-hashes -r requirements/cluster-test.txt
	@touch $@

cluster-test: $(SPARK)/.installed ## Spark on this machine, a master and two workers: the same answers, one worker killed (needs Java)
	PEELIAN_CLUSTER=1 $(SPARK)/bin/python -m pytest tests/cluster $(ARGS)

cluster-check: $(SPARK)/.installed ## A handful of the same on one Spark server without workers, as CI runs it (needs Java)
	PEELIAN_CLUSTER=alone $(SPARK)/bin/python -m pytest tests/cluster -m handful $(ARGS)

lock: $(VENV)/.installed-dev ## Compile requirements/*.txt again from *.in, with hashes (ARGS=--upgrade for newer ones)
	@for name in run build dev bench spark cluster-test; do \
		echo "requirements/$$name.txt"; \
		constraints=""; \
		case $$name in run|build) ;; *) constraints="-c requirements/run.txt -c requirements/build.txt";; esac; \
		$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--custom-compile-command "make lock" \
			$(ARGS) requirements/$$name.in $$constraints -o requirements/$$name.txt || exit 1; \
	done

clean: ## Remove the environment, caches, stores and built editions
	rm -rf $(VENV) $(SPARK) node_modules build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -rf .import_linter_cache htmlcov .coverage .coverage.* *.egg-info examples/*/editions examples/*/store
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
