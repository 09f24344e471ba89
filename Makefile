# wurst: build, run, test. Needs Swift 6.3, git and make on Debian 12; `make setup` brings the rest.

PACKAGES := libjpeg62-turbo-dev liblcms2-dev libncurses-dev libopenblas-dev libpng-dev libsixel-dev libsqlite3-dev libwebp-dev pkg-config zlib1g-dev
PREFIX ?= /usr/local
BINARY := .build/release/wurst

.PHONY: build run test damage fuzz soak lint bench bench-count install portable deb dist setup

build: setup
	swift build -c release --product wurst

# ARGS holds options, as in `make run ARGS="--graphics halfblock"`.
run: build
	@$(BINARY) $(ARGS)

# WURST_GOLDENS=DIR:DIR adds folders of parity cases. Without testable imports the tests are built
# as the program is, and neither build undoes the other.
test: setup
	swift test -c release --disable-testable-imports

# Damages files by the hundred thousand; one suite at a time, so that memory can be measured.
DAMAGE ?= 100000
damage: setup
	WURST_DAMAGE=$(DAMAGE) swift test -c release --disable-testable-imports --no-parallel \
	  --filter "MutationTests|DamageTests|ColourProfileTests"

# Has libFuzzer make inputs for each reader, in an hour altogether or FUZZ_SECONDS for each.
fuzz: setup
	Fuzzing/run

# Draws, keeps and browses for MINUTES, and measures memory.
MINUTES ?= 60
soak: build
	Tests/soak $(BINARY) $(MINUTES)

lint:
	swift format lint --strict -r Package.swift Plugins Fuzzing Sources Tests

# Median seconds per stage; ARGS="--count 3 --threads 1" for others.
bench: build
	@$(BINARY) bench $(ARGS)

# Counts the instructions of a block of each stage, and compares with what was recorded; needs
# valgrind. RECORD=1 writes the new counts down. Valgrind knows neither AVX-512, so AVX2 is counted,
# nor the debug information of Swift.
bench-count: build
	@strip --strip-debug -o .build/bench-count $(BINARY)
	@set -e; for block in c b a; do \
	  WURST_CPU=v3 OPENBLAS_CORETYPE=Haswell valgrind --tool=callgrind --callgrind-out-file=/dev/null \
	    --toggle-collect='*CountedBlock*countedRun*' .build/bench-count bench --block $$block --threads 1 \
	    > .build/bench-count.log 2>&1 || { cat .build/bench-count.log; exit 1; }; \
	  awk -v block=$$block '/Collected/ { print block "\t" $$4 }' .build/bench-count.log; \
	done > .build/bench-count.tsv
	@awk -F'\t' 'FILENAME == ARGV[1] { before[$$1] = $$2; next } { \
	    change = before[$$1] ? sprintf("%+.2f %%", 100 * ($$2 / before[$$1] - 1)) : "new"; \
	    printf "%s\t%.1f million instructions\t%s\n", $$1, $$2 / 1e6, change }' \
	  docs/bench-count.tsv .build/bench-count.tsv
	@if [ -n "$(RECORD)" ]; then cp .build/bench-count.tsv docs/bench-count.tsv; fi

install: build
	packaging/stage $(BINARY) "$(DESTDIR)$(PREFIX)"

# What is handed on: built apart, with Swift's libraries inside and without symbols. The same commit and toolchain give
# the same bytes in the same folder, with the time and the maintainer of the commit: Swift keeps the lengths of some paths,
# and the hashes by which it knows what to compile again, which change with every build, are taken out.
portable: setup
	swift build -c release --product wurst --scratch-path .build/portable --static-swift-stdlib \
	  -Xcxx -ffile-prefix-map=$(CURDIR)=. -Xlinker -s -Xlinker -z -Xlinker now
	llvm-objcopy --remove-section=.swift_modhash --remove-section=.note.gnu.build-id \
	  .build/portable/release/wurst

deb dist: export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct)
deb dist: export MAINTAINER ?= $(shell git log -1 --format='%an <%ae>')
deb dist: PACKAGES += dpkg-dev
deb dist: portable
	@packaging/$@ .build/portable/release/wurst .build

# Installs what is missing of PACKAGES and says nothing when all is there.
setup:
	@if ! command -v dpkg-query >/dev/null; then \
	  echo "This is no Debian; what it calls $(PACKAGES) must be installed."; exit 0; fi; \
	missing=; for package in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' \
	    || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then \
	  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  echo "Installing$$missing"; \
	  $$sudo apt-get update -qq \
	    && $$sudo env DEBIAN_FRONTEND=noninteractive \
	      apt-get install -y -qq --no-install-recommends $$missing; fi
