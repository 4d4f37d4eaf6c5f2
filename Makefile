# The commands of the README: `make quickstart`, `make workflow` and `make test`. Everything is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin
SOURCES := pyproject.toml README.md $(shell find src scripts -type f -not -name '*.pyc')

.PHONY: quickstart workflow test lint format bench endurance peers clean

quickstart: .venv/installed
	@sh examples/quickstart.sh $(BIN)

workflow: .venv/installed
	@sh examples/workflow.sh $(BIN)

test: .venv/tested peers
	$(BIN)/python -m pytest -m "not slow" -n 3 --dist worksteal

endurance: .venv/tested peers
	$(BIN)/python -m pytest -m slow

lint: .venv/linted
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/linted
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: .venv/tested
	$(BIN)/python benchmarks/run.py

# The real programs that tests use as peers, where this user may install them; elsewhere those tests are skipped.
peers:
	@sh tests/install_peers.sh

clean:
	rm -rf .venv build dist

.venv/pip:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.3'
	@touch $@

.venv/installed: .venv/pip $(SOURCES)
	$(BIN)/pip install --quiet --force-reinstall --no-deps .
	$(BIN)/pip install --quiet .
	@touch $@

.venv/tested: .venv/installed
	$(BIN)/pip install --quiet '.[test]'
	@touch $@

.venv/linted: .venv/tested
	$(BIN)/pip install --quiet '.[lint]'
	@touch $@
