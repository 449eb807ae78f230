# SPDX-License-Identifier: EUPL-1.2
# Two commands matter: `make run` and `make test`. `make help` lists the rest.
BUILD ?= build
PORT ?= 8080
DATA ?= var/demo
SECONDS_EACH ?= 60
TARGETS ?= feel dmn facts example history tck readers codec
export CCACHE_DIR ?= $(HOME)/.cache/alternat-ccache

.PHONY: help setup setup-test web build run check test prove examples bench bench-peers golden tidy screenshots clean differential fuzz sanitize threads

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## install what building and running need (Debian packages, npm packages)
	@tools/setup run

setup-test: ## install what the tests need as well (a headless browser, the formatter)
	@tools/setup test

web: ## build styles, map and islands into web/dist
	@tools/build-web

build: setup web ## build build/alternat
	@cmake --preset release -B $(BUILD) -DALTERNAT_TESTS=OFF >/dev/null
	@cmake --build $(BUILD) --target alternat

run: build ## serve the demo node on http://localhost:8080 (PORT=…, DATA=…)
	@$(BUILD)/alternat serve --demo --port $(PORT) --data $(DATA)

check: setup-test ## static checks: format, layers, sizes, reserved headers, dead links, content lint
	@tools/check

test: setup-test web ## build and run every test; the last line counts them
	@cmake --preset release -B $(BUILD) -DALTERNAT_TESTS=ON >/dev/null
	@cmake --build $(BUILD)
	@BUILD=$(BUILD) tools/run-tests

examples: build ## run the worked examples of content/examples
	@$(BUILD)/alternat examples content/examples

prove: build ## prove the six properties of docs/proofs.md over the shipped content
	@$(BUILD)/alternat prove

bench: setup-test web ## build and run the benchmarks (each states its expected result)
	@cmake --preset release -B $(BUILD)-bench -DALTERNAT_TESTS=OFF -DALTERNAT_BENCH=ON >/dev/null
	@cmake --build $(BUILD)-bench
	@BUILD=$(BUILD)-bench tools/run-benches

differential: setup-test ## 10,000 random models against the naive evaluator (ALTERNAT_SEED=… ALTERNAT_MODELS=…)
	@cmake --preset release -B $(BUILD) -DALTERNAT_TESTS=ON >/dev/null
	@cmake --build $(BUILD) --target test_differential
	@ALTERNAT_MODELS=$${ALTERNAT_MODELS:-10000} $(BUILD)/test_differential

fuzz: ## build and run the fuzz targets (SECONDS_EACH=60 TARGETS="feel dmn …")
	@tools/setup fuzz
	@cmake --preset fuzz -B $(BUILD)-fuzz >/dev/null
	@cmake --build $(BUILD)-fuzz --target $(addprefix fuzz_,$(TARGETS))
	@BUILD=$(BUILD)-fuzz SECONDS_EACH=$(SECONDS_EACH) TARGETS="$(TARGETS)" tools/run-fuzz

sanitize: ## the tests under AddressSanitizer and UndefinedBehaviorSanitizer (slow)
	@tools/setup fuzz
	@cmake --preset sanitize -B $(BUILD)-sanitize >/dev/null
	@cmake --build $(BUILD)-sanitize --target alternat test_differential $(addprefix test_,base calendar terms decisions procedures ledger)
	@BUILD=$(BUILD)-sanitize tools/run-sanitizers memory

threads: ## one law asked by several threads under ThreadSanitizer
	@tools/setup fuzz
	@cmake --preset threads -B $(BUILD)-threads >/dev/null
	@cmake --build $(BUILD)-threads --target test_decisions
	@BUILD=$(BUILD)-threads tools/run-sanitizers threads

bench-peers: ## other engines on the reference workloads (installs them below bench/peers only)
	@cd bench/peers && npm ci --no-audit --no-fund --silent && node run.mjs && node bpmn.mjs

golden: ## rewrite expected outputs; read the diff before you commit it
	@ALTERNAT_GOLDEN=1 BUILD=$(BUILD) tools/run-tests

tidy: setup-test ## clang-tidy over the whole tree (slow)
	@cmake --preset release -B $(BUILD) -DALTERNAT_PCH=OFF -DCMAKE_EXPORT_COMPILE_COMMANDS=ON >/dev/null
	@git ls-files 'src/*.cpp' | xargs -P2 -n4 clang-tidy-19 --quiet -p $(BUILD)

screenshots: build ## pictures of the pages into docs/pictures
	@BUILD=$(BUILD) node tests/browser/screenshots.mjs

clean: ## remove what was built
	@rm -rf $(BUILD) $(BUILD)-bench $(BUILD)-fuzz $(BUILD)-sanitize $(BUILD)-threads web/dist
