# Two commands do everything from nothing: `make run` and `make test`. Both skip what is up to date.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

export npm_config_update_notifier := false

GOLANGCI_VERSION := 2.15.0
CACHE := .cache
BIN := $(CACHE)/bin
WITH := $(BIN)/with
LINTER := $(BIN)/golangci-lint-$(GOLANGCI_VERSION)

# Two test binaries at a time: each is parallel inside and all share one database server.
GO_TEST := go test -p 2
UNIT := ./domain/... ./authz/... ./ml/... ./connect/... ./graph/... ./scripts/... .
DB := ./store/... ./migrations/... ./workflow/... ./jobs/... ./resolvers/... ./server/... ./cmd/...
E2E := ./e2e/...
FUZZTIME ?= 20s
SCALE ?= default
EVERY ?= 1

# A version control stamp needs a repository that belongs to whoever builds, which a container's often does not.
BUILD := go build -buildvcs=false

WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -path web/e2e -prune -o -type f -print 2>/dev/null)
ifeq ($(wildcard web/dist/index.html),)
.PHONY: $(CACHE)/web-built
endif

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z][a-z0-9\/-]*:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

## ---- run

.PHONY: run
run: build postgres ## the demo on 127.0.0.1:8080, from nothing; Ctrl-C stops all of it
	@exec bin/countersign demo

.PHONY: dev
dev: build postgres ## the demo, and the console rebuilt at each save on 127.0.0.1:5173
	@bin/countersign demo & demo=$$!; trap 'kill $$demo 2>/dev/null; wait $$demo' EXIT INT TERM; cd web && npm run dev

.PHONY: build
build: $(CACHE)/web-built ## console and program, into bin/
	@$(BUILD) -o bin/countersign ./cmd/countersign

.PHONY: seed
seed: build ## the demo over the empty database at DATABASE_URL; SCALE=1000000 invoices of history
	@exec bin/countersign demo --demo --scale=$(SCALE)

.PHONY: migrate
migrate: build ## bring the database at DATABASE_URL up to date
	@bin/countersign migrate up

.PHONY: migrate/new
migrate/new: ## a numbered pair of migration files: make migrate/new NAME=approval_steps
	@scripts/migrate-new "$(NAME)"

## ---- what the targets above and below stand on

.PHONY: postgres
postgres: $(WITH) ## PostgreSQL, unless it is installed or DATABASE_URL is set
	@scripts/postgres $(WITH)

.PHONY: chromium
chromium:
	@scripts/chromium

web/node_modules/.package-lock.json: web/package-lock.json
	@scripts/need-node
	cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(CACHE)/web-built: $(WEB_SOURCES) web/node_modules/.package-lock.json
	cd web && npm run --silent build
	@touch web/dist/.gitkeep # the build empties the directory that git knows it by
	@mkdir -p $(CACHE) && touch $@

.PHONY: web/stub
web/stub: ## a placeholder console, so that Go builds without Node
	@mkdir -p web/dist && rm -f $(CACHE)/web-built
	@printf '<!doctype html><title>Countersign</title><p>The console is not built: run make build.</p>\n' > web/dist/index.html

.PHONY: $(WITH) $(BIN)/tally
$(WITH):
	@$(BUILD) -o $@ ./store/localpg/with
$(BIN)/tally:
	@$(BUILD) -o $@ ./scripts/tally

$(LINTER):
	@echo "building golangci-lint $(GOLANGCI_VERSION), once"
	@GOBIN=$(CURDIR)/$(BIN)/fetch GOFLAGS= go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v$(GOLANGCI_VERSION)
	@mv $(BIN)/fetch/golangci-lint $@

## ---- test

.PHONY: test
test: build postgres chromium $(BIN)/tally ## everything, from nothing: unit, database, end to end, browser, console
	@$(WITH) scripts/test

.PHONY: test/unit
test/unit: ## rules alone; needs nothing
	@$(GO_TEST) -short $(UNIT)

.PHONY: test/db
test/db: postgres stub-unless-built ## what touches the database
	@$(WITH) $(GO_TEST) $(DB)

.PHONY: test/e2e
test/e2e: build postgres ## the built program over HTTP
	@$(WITH) $(GO_TEST) $(E2E)

.PHONY: test/web
test/web: web/node_modules/.package-lock.json ## the console's units
	@cd web && npm test --silent

.PHONY: test/browser
test/browser: build postgres chromium ## a person's day in headless Chromium
	@$(WITH) sh -c 'cd web && npm run --silent e2e'

.PHONY: test/race
test/race: postgres stub-unless-built ## unit and database tests under the race detector
	@$(WITH) $(GO_TEST) -race $(UNIT) $(DB)

.PHONY: fuzz
fuzz: ## each parser's fuzz test in turn, FUZZTIME=20s each
	@scripts/fuzz $(FUZZTIME)

.PHONY: cover
cover: postgres stub-unless-built ## coverage of unit and database tests, into coverage.out
	@$(WITH) $(GO_TEST) -coverprofile=coverage.out -coverpkg=./... $(UNIT) $(DB)
	@go tool cover -func=coverage.out | tail -1

.PHONY: bench
bench: build postgres ## the bars of docs/bench.md: decisions of the gate, audited commits, requests, processor time, intake
	@go test ./authz -run '^$$' -bench Allow -benchtime=20000x
	@$(WITH) go test ./workflow -run '^$$' -bench AuditedCommits -benchtime=1x
	@$(WITH) go test ./e2e -run '^$$' -bench . -benchtime=1x -timeout=30m

.PHONY: bench/triage
bench/triage: stub-unless-built ## the bars of docs/benchmark-triage.md, on data sets in ../shared/data or COUNTERSIGN_DATA
	@go run -buildvcs=false ./cmd/countersign bench triage

.PHONY: bench/reconcile
bench/reconcile: build postgres ## every bar of docs/benchmark-reconciliation.md, in one table; fails when one is missed. A quarter of an hour
	@$(WITH) go run ./scripts/prove -bars reconcile

.PHONY: prove
prove: build postgres ## every promise of docs/proof.md in full, in one table; ROWS=pattern for some. An hour or two
	@$(WITH) go run ./scripts/prove -rows '$(ROWS)'

.PHONY: mutate
mutate: postgres stub-unless-built ## take each authorization check away in turn; EVERY=10 for a sample
	@$(WITH) go run ./scripts/mutate -every $(EVERY)

.PHONY: stub-unless-built
stub-unless-built:
	@test -f web/dist/index.html || $(MAKE) --no-print-directory web/stub

## ---- keep tidy

.PHONY: generate
generate: web/node_modules/.package-lock.json ## Go and TypeScript from graph/schema
	@go tool gqlgen generate
	@cd web && npm run --silent generate

.PHONY: check/generated
check/generated: web/node_modules/.package-lock.json ## fail when generated files are not what the schema says
	@scripts/check-generated

.PHONY: fmt
fmt: web/node_modules/.package-lock.json ## format Go and TypeScript
	@gofmt -w $$(git ls-files '*.go')
	@cd web && npm run --silent fmt

.PHONY: lint
lint: $(LINTER) stub-unless-built web/node_modules/.package-lock.json ## golangci-lint, gofmt, eslint, prettier, tsc
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$unformatted" || { echo "not formatted, run make fmt:"; echo "$$unformatted"; exit 1; }
	@$(LINTER) run ./...
	@cd web && npm run --silent lint && npm run --silent typecheck

.PHONY: ci
ci: ## everything the build server runs, in its order
	@$(MAKE) --no-print-directory test
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory check/generated
