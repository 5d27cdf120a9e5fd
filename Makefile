# Two commands do all the set-up: `make demo` runs Steward in the practice workspace, `make test` passes the tests.
PORT ?= 3000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 3

.PHONY: help demo test check chaos fix lint types contracts dead coverage lock clean setup setup-dev doctor revision pictures
help:            ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 14

demo: $(VENV)/run.done  ## Steward in the practice workspace, in a browser; PORT=3000
	@exec $(BIN)/python -m bot demo --port $(PORT)

test: $(VENV)/dev.done  ## every test
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

check: lint types contracts dead coverage  ## what must pass for anything to land

lint: $(VENV)/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.done
	$(BIN)/mypy

contracts: $(VENV)/dev.done
	$(BIN)/lint-imports

dead: $(VENV)/dev.done
	$(BIN)/vulture

coverage: $(VENV)/dev.done  ## the tests, with the coverage floor
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --cov --cov-report=term-missing:skip-covered

chaos: $(VENV)/dev.done  ## 300 weeks of teams with kill -9, lost answers and refusals; prints what was lost and doubled; SEED=7
	@$(BIN)/python -m tests.support.chaos $(if $(WEEKS),--weeks $(WEEKS)) $(if $(TEAMS),--teams $(TEAMS)) $(if $(SEED),--seed $(SEED))

fix: $(VENV)/dev.done  ## format, and mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(VENV)/dev.done  ## pin every dependency anew, with hashes and no addresses
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url pyproject.toml -o requirements.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url -c requirements.txt --group dev pyproject.toml -o requirements-dev.txt

pictures: $(VENV)/dev.done  ## the README's pictures, taken from the running demo
	$(BIN)/python -m tests.support.pictures

revision: $(VENV)/dev.done  ## a new migration from the models: make revision m="keep thanks"
	$(BIN)/python -m storage.migrations "$(m)"

clean:           ## remove what the commands above made
	rm -rf $(VENV) data .coverage* .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

setup: $(VENV)/run.done

setup-dev: $(VENV)/dev.done

doctor: $(VENV)/run.done  ## what is missing or does not fit in .env
	@$(BIN)/python -m bot doctor

# A Debian without python3-venv cannot put pip into a new environment; then the system's pip does.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Steward needs Python 3.11 or newer. Say which one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { $(PYTHON) -m venv --clear --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install -q pip; } || { rm -rf $(VENV); echo "Python has neither venv nor pip here. On Debian: apt install python3-venv"; exit 1; }

$(VENV)/run.done: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev.done: requirements-dev.txt $(VENV)/run.done
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
