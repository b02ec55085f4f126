# Everything a person types here is what CI runs. Each target makes the virtual environment where it
# is missing or out of date, and uses it again where it is not.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   ?= .venv
# An environment holds absolute paths: a clone that was moved makes its own anew.
READY  := $(VENV)/.ready-$(shell pwd | cksum | cut -d ' ' -f 1)
RUN    := $(VENV)/bin/python
PIP    := PIP_ROOT_USER_ACTION=ignore PIP_DISABLE_PIP_VERSION_CHECK=1 $(RUN) -m pip --quiet
ARGS   ?=
PROTOS := $(sort $(wildcard proto/momentsearch/v1/*.proto))

.PHONY: help demo test test-slow lint format types gen gen-check bench bench-spans bench-quality bench-planner bench-otherhand bench-service serve clean milvus-server
.DEFAULT_GOAL := help

help:
	@echo 'make demo    render films and music, index them, ask for moments, show the answers'
	@echo '             (ARGS=--keep leaves the server running)'
	@echo 'make test    run the tests          make test-slow   the slow ones, as CI does'
	@echo 'make lint    style and protos       make types       mypy, strict'
	@echo 'make gen     generated code anew    make bench       the encoders, timed'
	@echo 'make bench-spans   rules from curves to spans, scored'
	@echo 'make bench-quality the server on films of which the truth is known, scored'
	@echo 'make bench-planner what candidates find and cost among a million samples'
	@echo 'make bench-otherhand the encoders on pictures and sounds by another hand'
	@echo 'make bench-service what a server costs for an hour of film, and a search'
	@echo 'make serve   the server, with the embedded encoders (ARGS= adds settings)'
	@echo 'make clean   remove the environment and everything that was built'

$(READY): pyproject.toml constraints.txt
	@echo '== Making the virtual environment in $(VENV)'
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or later is needed, this is " + sys.version.split()[0] + "; say which to use with: make PYTHON=/path/to/python3.11")'
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --constraint constraints.txt pip
	@echo '== Installing momentsearch and what it needs, at the versions in constraints.txt (torch is large)'
	@$(PIP) install --constraint constraints.txt --editable '.[server]' --group dev
	@touch $@
	@echo '== The environment is ready'

demo: $(READY)
	@$(RUN) -m momentsearch demo $(ARGS)

test: $(READY)
	@echo '== Running the tests (make test-slow has the slow ones)'
	@$(RUN) -m pytest $(ARGS)

milvus-server: $(READY)
	@$(RUN) -c 'import milvus' 2>/dev/null || { echo '== Installing a Milvus server for the slow tests'; \
	    $(PIP) install --no-deps --constraint constraints.txt milvus; }

test-slow: $(READY) milvus-server
	@echo '== Running the slow tests'
	@$(RUN) -m pytest -m slow $(ARGS)

lint: $(READY)
	@echo '== Style, and the rules of the protos'
	@$(RUN) -m ruff format --check .
	@$(RUN) -m ruff check .
	@cd proto && ../$(VENV)/bin/buf lint

format: $(READY)
	@$(RUN) -m ruff format .
	@$(RUN) -m ruff check --fix .

types: $(READY)
	@echo '== Types'
	@$(RUN) -m mypy

gen: $(READY)
	@echo '== Generating: gRPC code, the synchronous client, tables in the docs'
	@$(RUN) -m grpc_tools.protoc -I proto --python_out=clients/python --pyi_out=clients/python \
	    --grpc_python_out=clients/python $(PROTOS)
	@$(RUN) scripts/generate.py

gen-check: gen
	@echo '== Generated files are in step with their sources'
	@git diff --exit-code --stat -- clients docs
	@test -z "$$(git ls-files --others --exclude-standard -- clients docs)"

bench: $(READY)
	@$(RUN) benchmarks/encoders.py --picture embedded --sound embedded --threads 1 2 $(ARGS)

bench-spans: $(READY)
	@$(RUN) -m benchmarks.quality.spans --out benchmarks/results/spans.json $(ARGS)

bench-quality: $(READY)
	@$(RUN) -m benchmarks.quality --out benchmarks/results/quality.json $(ARGS)

bench-planner: $(READY)
	@$(RUN) -m benchmarks.quality.planner --out benchmarks/results/planner.json $(ARGS)

bench-otherhand: $(READY)
	@$(RUN) -m benchmarks.otherhand --pictures embedded --sounds embedded \
	    --out benchmarks/results/otherhand-embedded.json $(ARGS)

bench-service: $(READY)
	@$(RUN) -m benchmarks.service --out benchmarks/results/service.json $(ARGS)

serve: $(READY)
	@$(RUN) -m momentsearch serve --encoders embedded $(ARGS)

clean:
	@rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache
	@echo '== Removed the environment and everything that was built'
