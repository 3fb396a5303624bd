# Everything one does with a checkout. `make` alone lists the targets.
#
# Whatever a recipe's status was, make itself ends with 2. What needs the status of vendor-risk (a
# cron job, a timer) calls .build/release/vendor-risk itself; see packaging/.

# The pipeline file of run, check, ingest, normalize, score, export and report.
PIPELINE ?= pipelines/device-makers.yaml
# The day whose knowledge counts, as YYYY-MM-DD; empty means today, in UTC.
AS_OF ?=
# Threads for each stage; empty means the number of processors. Results do not depend on it.
WORKERS ?=
# The vendor that `make explain` is about: its id, its name, or a part of either.
VENDOR ?=
# How long `make fuzz` takes in all, in seconds, and the reader it is for; empty means all of them.
SECONDS ?= 60
FUZZ ?=
# Files of labelled pairs for `make accuracy`.
FILES ?= Tests/Fixtures/names/labelled.csv
# What `make factor` scaffolds: a claim in kebab case, its axis, and whether it mitigates.
NAME ?=
AXIS ?=
POLARITY ?=
# More arguments for the program a target runs: vendor-risk, risk-bench or swift test.
ARGS ?=

vendor-risk := .build/release/vendor-risk
run-options = $(if $(AS_OF),--as-of '$(AS_OF)') $(if $(WORKERS),--workers '$(WORKERS)') $(ARGS)

# Ends a recipe line that runs vendor-risk: says what a status other than 0 means, and keeps it.
# The statuses are those of Sources/RiskPipeline/ExitStatus.swift.
define or-say-why
|| { status=$$?; case $$status in \
	1) meaning='done; a gate of the pipeline tripped' ;; \
	64) meaning='the arguments are wrong, or name what is not there' ;; \
	65) meaning='an input or the database cannot be used, or too many rows were rejected' ;; \
	66) meaning='an input, a pipeline file or the database is missing' ;; \
	69) meaning='done, with a stale or unhealthy list' ;; \
	70) meaning='an internal error; please report it' ;; \
	73) meaning='an output cannot be written' ;; \
	75) meaning='another run holds the lock' ;; \
	78) meaning='the pipeline or its policy is wrong; nothing was read' ;; \
	*) meaning='it was stopped, or crashed' ;; \
	esac; echo "vendor-risk ended with status $$status: $$meaning" >&2; exit $$status; }
endef

# Builds share .build and runs share a lock: side by side they would only wait for each other.
.NOTPARALLEL:
.PHONY: help setup build run check ingest normalize score export explain test golden bench accuracy \
	report screening words factor fuzz lint \
	format clean release vendor-named

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## look for swift, sqlite3.h and zlib.h; install what Debian can provide
	@Scripts/setup

build: release ## build the release programs, vendor-risk and risk-bench
	@Scripts/build -c release --product risk-bench

release: setup
	@Scripts/build -c release --product vendor-risk

run: release ## run PIPELINE: score all vendors, write the database and the CSV files
	@$(vendor-risk) run '$(PIPELINE)' $(run-options) $(or-say-why)

check: release ## check PIPELINE, its policy and the headers of its inputs
	@$(vendor-risk) check '$(PIPELINE)' $(ARGS) $(or-say-why)

ingest: ## run PIPELINE up to the records, and record nothing
normalize: ## run PIPELINE up to the dossiers, and record nothing
score: ## run PIPELINE up to the scores, and record nothing
ingest normalize score: release
	@$(vendor-risk) run '$(PIPELINE)' --until $@ $(run-options) $(or-say-why)

export: release ## write the CSV files of PIPELINE again, from the database
	@$(vendor-risk) export '$(PIPELINE)' $(ARGS) $(or-say-why)

report: release ## write the report of the latest run of PIPELINE, one page of HTML
	@$(vendor-risk) report '$(PIPELINE)' $(ARGS) $(or-say-why)

explain: vendor-named release ## say where the scores of one vendor come from: VENDOR=...
	@$(vendor-risk) explain '$(VENDOR)' $(ARGS) $(or-say-why)

vendor-named:
	@test -n '$(VENDOR)' || { echo "make explain needs a vendor: make explain VENDOR=..." >&2; exit 64; }

test: ## build and run all tests
	@Scripts/setup --tests
	@Scripts/build --build-tests
	@swift test --skip-build $(ARGS)

golden: ## rewrite the golden files; fails on purpose, so look at `git diff` and run `make test`
	@Scripts/setup --tests
	@Scripts/build --build-tests
	@RECORD_GOLDEN=1 swift test --skip-build $(ARGS)

bench: build ## measure throughput; prints JSON
	@.build/release/risk-bench $(ARGS)

accuracy: build ## judge labelled pairs of names: FILES=...
	@.build/release/risk-bench accuracy $(FILES) $(ARGS)

screening: build ## screen and measure PIPELINE; ARGS='--scan 2000' holds the search against a full scan
	@.build/release/risk-bench screening '$(PIPELINE)' $(ARGS)

factor: ## scaffold a factor: NAME=my-claim AXIS=DA|CP|NS [POLARITY=mitigating]
	@Scripts/factor '$(NAME)' '$(AXIS)' '$(POLARITY)'

words: build ## count the words of names anew, which changes scores; see datasets/reference
	@.build/release/risk-bench words datasets/reference/word-counts.yaml >datasets/reference/word-counts.new
	@mv datasets/reference/word-counts.new datasets/reference/word-counts.txt

fuzz: setup ## feed random bytes to every reader for SECONDS in all; FUZZ=name for one
	@Scripts/fuzz '$(SECONDS)' '$(FUZZ)'

lint: ## look for what `make format` or a reviewer would change
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests

format: ## format the Swift sources in place
	@swift format --in-place --recursive --parallel Package.swift Sources Tests

clean: ## remove what was built; results in output/ stay
	@swift package clean
