# Everything from a fresh checkout, with Python 3.11: `make run` to use it, `make test` to check it.

PYTHON ?= python3.11
PORT ?= 8501
# Tests wait for browsers half of the time: one worker more than there are processors, up to 8.
WORKERS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN); echo $$((n < 8 ? n + 1 : 8)))

BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check -q --require-hashes
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" .venv/lock/bin/pip-compile -q --upgrade --allow-unsafe \
	--strip-extras --generate-hashes --no-emit-options --no-emit-index-url \
	--no-emit-find-links --no-emit-trusted-host
PIP_TOOLS := pip-tools>=7.6,<8

BENCHMARKS := $(patsubst benchmarks/%.py,%,$(wildcard benchmarks/[a-z]*.py))

# Stamps: what is installed stays until its lock file changes.
RUN := .venv/run.stamp
TEST := .venv/test.stamp
BENCH := .venv/bench.stamp

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test soak bench messages lock clean sample tools

help:  ## list the commands
	@awk -F ':.*  ## ' '/^[a-z]+:.*  ## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(RUN) sample  ## start the app on PORT (8501) with the sample loaded if there is no data
	@$(BIN)/streamlit run app.py --server.port $(PORT) --server.address localhost

test: $(TEST) tools  ## check everything: lint, format, types, layers, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --hypothesis-profile=ci -n $(WORKERS) --dist loadfile

soak: $(TEST) tools  ## the tests with far more kills, fuzzed files and examples (an hour or so)
	$(INSTALL) -r tests/soak.lock
	STOOL_KILLS=500 STOOL_CRASHES=200 STOOL_FUZZ=100000 $(BIN)/python -m pytest -p tests.soak --hypothesis-profile=soak \
		-o "python_files=test_*.py argus.py"

bench: $(BENCH)  ## measure speed and error rates against named yardsticks (half an hour or so)
	@status=0; for name in $(BENCHMARKS); do \
		$(BIN)/python -m benchmarks.$$name || status=1; \
	done; exit $$status

messages: $(RUN)  ## write stool/languages/stool.pot anew, from which translations are made
	$(BIN)/python -m stool.text.messages

lock: $(BIN)/python  ## renew the exact versions within the bounds of the requirements.txt files
	$(PYTHON) -m venv .venv/lock
	.venv/lock/bin/python -m pip install --disable-pip-version-check -q "$(PIP_TOOLS)"
	$(COMPILE) -o requirements.lock requirements.txt
	$(COMPILE) -c requirements.lock -o tests/requirements.lock tests/requirements.txt
	$(COMPILE) -c requirements.lock -o tests/soak.lock tests/soak.txt
	$(COMPILE) -c requirements.lock -o benchmarks/requirements.lock benchmarks/requirements.txt

clean:  ## remove what these commands made; loaded data stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache screenshots
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The default store is made once; another one is asked each time, since only it knows.
ifdef STOOL_STORE
sample: $(RUN)
	@$(BIN)/python -m stool load --if-empty data/sample/*.csv
else
sample: stool.db
stool.db: | $(RUN)
	@$(BIN)/python -m stool load --if-empty data/sample/*.csv
endif

tools: $(TEST)
	@PYTHON=$(BIN)/python bash tests/tools.sh

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { \
		echo "Python 3.11 is needed; name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv .venv

$(RUN): requirements.lock | $(BIN)/python
	$(INSTALL) -r requirements.lock
	@touch $@

$(TEST): tests/requirements.lock $(RUN)
	$(INSTALL) -r tests/requirements.lock
	@touch $@

$(BENCH): benchmarks/requirements.lock $(RUN)
	$(INSTALL) -r benchmarks/requirements.lock
	@touch $@
