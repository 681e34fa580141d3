#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Fuzzes one target for a while: run.sh TARGET [SECONDS]
# TARGET is encoding, dialect, reader, header, export, infer, ingest, codebook or plan; fuzz_TARGET.c
# says what it takes. Builds with clang in build-fuzz (BUILD changes that); what is new goes to
# BUILD/corpus/TARGET and what fails to BUILD/found/TARGET-*. The last lines say how many executions
# there were. An input that failed belongs into tests/fuzz/corpus/TARGET, made small by `fuzz-TARGET -minimize_crash=1`.
set -euo pipefail

target=${1:?usage: run.sh TARGET [SECONDS]}
seconds=${2:-60}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=${BUILD:-$here/../../build-fuzz}

if [ ! -f "$build/build.ninja" ]; then
  CC=${CC:-clang} CFLAGS="${CFLAGS-} -fsanitize=fuzzer-no-link" \
    meson setup "$build" "$here/../.." -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false
fi
ninja -C "$build" "tests/fuzz/fuzz-$target"
mkdir -p "$build/corpus/$target" "$build/found"
# The schedule of libFuzzer by rare features costs more than these targets themselves.
slow_schedule=()
case $target in
  header | export | infer | ingest | codebook) slow_schedule=(-entropic=0) ;;
esac
exec nice -n 10 env G_DEBUG=fatal-warnings UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
  "$build/tests/fuzz/fuzz-$target" -max_total_time="$seconds" -max_len=2000 -timeout=10 \
  "${slow_schedule[@]}" \
  -dict="$here/csv.dict" -artifact_prefix="$build/found/$target-" -print_final_stats=1 \
  "$build/corpus/$target" "$here/corpus/$target"
