# Each target does all the set-up it needs: only Python 3.11 or later and make must be there.

PYTHON ?= python3
CORPUS ?= ../shared/corpus
JUDGE ?= $(CORPUS)/../score.py
BIN := .venv/bin
READY := .venv/.ready

DEMO_QUERY := SELECT e.name AS ente, p.kind AS piano, p.year_from AS anno, \
	count(DISTINCT o.objective_key) AS obiettivi, count(DISTINCT f.phase_id) AS fasi, \
	count(DISTINCT i.indicator_id) AS indicatori, max(f.end_date) AS ultima_scadenza \
	FROM plans p JOIN entities e USING (entity_id) LEFT JOIN objectives o USING (plan_id) \
	LEFT JOIN phases f USING (objective_id) LEFT JOIN indicators i USING (objective_id) \
	GROUP BY ALL ORDER BY ente

.PHONY: help demo test lint format docs samples score bench clean
.DELETE_ON_ERROR:

help: ## what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## convert samples/ into out/plans.duckdb, show what came of it, and ask it something
	$(BIN)/piao convert samples --db out/plans.duckdb
	@echo
	$(BIN)/piao query --db out/plans.duckdb "$(DEMO_QUERY)"

test: lint ## ruff, mypy and the tests
	$(BIN)/pytest -n 2 -q

lint: $(READY) ## ruff and mypy alone
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY) ## let ruff put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(READY) ## write the generated pages of docs/ anew
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/picture.py

samples: $(READY) ## typeset the sample plans and their gold anew
	$(BIN)/python -m samples.typeset

score: $(READY) ## convert a corpus with gold and print its figures: make score CORPUS=folder
	$(BIN)/python -m pipeline.scorecard $(CORPUS) --judge $(JUDGE)

bench: $(READY) ## speed and memory, beside other readers: make bench CORPUS=folder
	$(BIN)/python -m pipeline.bench $(CORPUS)

clean: ## remove what make made
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -f out/*.duckdb out/*.duckdb.wal
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
