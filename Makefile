# Two commands: `make demo` and `make test`. Each sets itself up from a hash-locked file; nothing else is needed.
PYTHON ?= python3
VENV   ?= .venv
SERVE  ?= yes
FOLDER ?= demo-network
JOBS   ?= 2
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test bench lock clean

demo: $(VENV)/.ready
	$(BIN)/kit demo "$(FOLDER)" --jobs $(JOBS) $(if $(filter no,$(SERVE)),--no-serve)

test: $(VENV)/.ready-dev
	$(BIN)/python scripts/check.py

BENCHMARKS := spc kernels batch book first_visit room

bench: $(VENV)/.ready-dev
	$(foreach one,$(BENCHMARKS),$(BIN)/python benchmarks/$(one).py &&) true

# One lock for every system and Python from 3.11 on; it holds no addresses.
lock:
	uv pip compile --universal --generate-hashes --no-header --quiet --upgrade --python-version 3.11 pyproject.toml --group build -o requirements.lock.txt
	uv pip compile --universal --generate-hashes --no-header --quiet --upgrade --python-version 3.11 pyproject.toml --group dev -o requirements-dev.lock.txt

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: requirements.lock.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements.lock.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.ready-dev: requirements-dev.lock.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements-dev.lock.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@ $(VENV)/.ready

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache dist build
