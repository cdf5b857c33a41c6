#!/usr/bin/env bash
# Installs what the tests need, builds, runs every test, prints what was measured, and ends with "N passed, N failed".
# Needs the .NET 10 SDK; installing the browser needs root. Usage: ./test.sh [Debug|Release]
set -uo pipefail
cd "$(dirname "$0")"
configuration="${1:-Debug}"
results="$PWD/artifacts/results"
rm -rf artifacts && mkdir -p "$results"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

# What runs for a minute does not earn what it costs to watch itself run, so as to be compiled better: without that the build takes 83 s
# instead of 130, and tests, with the portals they start, a fifth less of the processors. `bench`, where it counts, is not run here.
export DOTNET_TieredPGO=0

fail() { echo "test.sh: $1" >&2; echo "0 passed, 1 failed"; exit 1; }

# What some tests need from the system: Chromium - the headless shell, which takes a quarter less time than a desktop's; else a desktop's;
# else Playwright's own, after the build, which brings its installer - and nginx for the test behind a reverse proxy, which is skipped
# where there is none.
has_chromium() { command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null; }
install_programs() {
  { command -v chromium-headless-shell >/dev/null && [ -x /usr/sbin/nginx ]; } || ! command -v apt-get >/dev/null && return
  echo "== installing what is missing of chromium-headless-shell and nginx"
  install() { DEBIAN_FRONTEND=noninteractive timeout 300 apt-get install -y --no-install-recommends "$1" || { echo "   $1 could not be installed (see artifacts/results/apt.log)" >&3; false; }; }
  {
    timeout 120 apt-get update
    command -v chromium-headless-shell || install chromium-headless-shell || has_chromium || install chromium
    [ -x /usr/sbin/nginx ] || install nginx-light
  } 3>&1 >"$results/apt.log" 2>&1
}

# Clients from npm that the API is tried with. Where Node is missing, the tests that need them are skipped, and say so.
install_clients() {
  if ! command -v npm >/dev/null; then
    echo "== no npm: the tests with @microsoft/signalr, openapi-typescript and openapi-fetch are skipped"
    return
  fi
  echo "== installing clients from npm"
  mkdir -p artifacts/clients && cp tests/e2e/clients/package*.json artifacts/clients/
  (cd artifacts/clients && npm ci --no-audit --no-fund) >"$results/npm.log" 2>&1 \
    || { rm -rf artifacts/clients/node_modules; echo "   could not be installed (see artifacts/results/npm.log): the tests with them are skipped"; }
}

# While it waits for the network the build computes.
install_programs &
programs=$!
install_clients &
clients=$!

# One compiler for all projects: without being asked for it is not shared where no build is to leave a process behind. So it is ended.
# Optimized, with what Debug checks: tests that start portals wait for processors.
echo "== building ($configuration)"
dotnet build Portal.sln -c "$configuration" --nologo -v quiet -clp:ErrorsOnly -p:UseSharedCompilation=true -p:Optimize=true
built=$?
dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1
wait "$programs" "$clients"
[ "$built" -eq 0 ] || fail "the build failed"

if ! has_chromium; then
  echo "== installing Playwright's chromium"
  node_driver=$(find "tests/e2e/bin/$configuration" -path '*/.playwright/node/*/node' | head -n 1)
  "$node_driver" "tests/e2e/bin/$configuration/net10.0/.playwright/package/cli.js" install --with-deps chromium \
    || fail "no chromium could be installed"
fi

passed=0
failed=0
run() { # name, project
  echo "== $1"
  dotnet test "$2" -c "$configuration" --no-build --nologo --logger "trx;LogFileName=$1.trx" --logger "console;verbosity=minimal" --results-directory "$results" \
    --blame-hang-timeout 8m -v quiet
  local code=$? counters ok bad
  counters=$(grep -o '<Counters [^>]*>' "$results/$1.trx" 2>/dev/null | head -n 1)
  ok=$(sed -n 's/.* passed="\([0-9]*\)".*/\1/p' <<<"$counters")
  bad=$(sed -n 's/.* failed="\([0-9]*\)".*/\1/p' <<<"$counters")
  passed=$((passed + ${ok:-0}))
  failed=$((failed + ${bad:-0}))
  # A run that broke off counts as a failure even if every test it got to had passed.
  if [ "$code" -ne 0 ] && [ "${bad:-0}" -eq 0 ]; then failed=$((failed + 1)); fi
  if [ "$((${ok:-0} + ${bad:-0}))" -eq 0 ]; then echo "   no test was run"; [ "$code" -eq 0 ] && failed=$((failed + 1)); fi
}
run unit tests/unit/Unit.Tests.csproj
run e2e tests/e2e/E2E.Tests.csproj

if [ -s artifacts/e2e/figures.txt ]; then
  echo "== measured"
  sed 's/^/   /' artifacts/e2e/figures.txt
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
