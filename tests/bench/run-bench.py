#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times surveystat, and compares `gap` on a large export with a bare pass of libcsv over it.

usage: run-bench.py large SURVEYSTAT MAKE-EXPORT BARE-LIBCSV [--rows N] [--runs N] [--limit RATIO]
       run-bench.py sample SURVEYSTAT FILE.csv [--runs N]
       run-bench.py analyses TIME-ANALYSES MAKE-EXPORT [--rows N] [--runs N] [--limit RATIO]
       run-bench.py charts SURVEYSTAT FILE.csv [--runs N] [--check]

The large export is made in a temporary folder. With SURVEYSTAT_BENCH_DIR set it is kept there and
used again (delete it when make-export changes). The file is read once before the clock starts (warm
cache), and the two programs take turns, so that a slow minute of the machine meets both. With
--limit, exit 1 when the ratio of the medians is above it. Charts are timed as whole runs of the
program, reading and computing included; with --check, exit 1 when the best run is over its limit.

Peak memory is the resident set as the kernel reports it for the child. A child starts as a copy of
this script, so nothing below its own size (about 16 MiB) can be seen.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COLUMNS = 46
MIB = 1024 * 1024


def run_once(command):
    """Runs to the end; gives seconds and peak bytes. Output is thrown away, complaints are kept."""
    with tempfile.TemporaryFile() as complaints:
        begin = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=complaints)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begin

        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            complaints.seek(0)
            sys.stderr.buffer.write(complaints.read())
            sys.exit(f'run-bench: exit {child.returncode}: {" ".join(map(str, command))}')
    return seconds, usage.ru_maxrss * 1024


def summary(name, runs):
    seconds = [s for s, _ in runs]
    print(f'{name:<22} median {statistics.median(seconds):7.3f} s   '
          f'({min(seconds):.3f} to {max(seconds):.3f}, {len(runs)} runs)   '
          f'peak {max(p for _, p in runs) / MIB:6.1f} MiB')
    return statistics.median(seconds)


def make_export(folder, program, rows):
    """The export in the folder; made only once. A half-written file never gets the final name."""
    path = Path(folder) / f'synthetic-{rows}x{COLUMNS}.csv'
    if not path.exists():
        unfinished = path.with_suffix('.unfinished')
        subprocess.run([program, str(rows), unfinished], check=True)
        unfinished.rename(path)
    return path


def warm(path):
    with path.open('rb') as stream:
        while stream.read(MIB):
            pass


def bench_large(options, folder):
    path = make_export(folder, options.make_export, options.rows)
    size, cells = path.stat().st_size, options.rows * COLUMNS
    print(f'{path.name}: {size / 1e6:.1f} MB, {cells / 1e6:.1f} million cells, '
          f'{size / cells:.2f} bytes per cell')
    warm(path)

    gap_command = [options.surveystat, 'gap', path]
    gap_runs, bare_runs = [], []
    for _ in range(options.runs):
        bare_runs.append(run_once([options.bare, path]))
        gap_runs.append(run_once(gap_command))

    bare = summary('bare libcsv pass', bare_runs)
    gap = summary('surveystat gap', gap_runs)
    peak = max(p for _, p in gap_runs)
    print(f'ratio of medians {gap / bare:.2f}   {size / gap / 1e6:.0f} MB/s   '
          f'{peak / cells:.2f} bytes of memory per cell')
    return check_limit(gap / bare, options.limit)


def check_limit(ratio, limit):
    if limit is None:
        return 0
    print(f'limit {limit:.2f}: {"met" if ratio <= limit else "NOT MET"}')
    return 0 if ratio <= limit else 1


def bench_sample(options, folder):
    runs = []
    for i in range(options.runs):
        out = Path(folder) / f'report-{i}'
        runs.append(run_once([options.surveystat, 'analyze', options.file, '-o', out]))
    summary('surveystat analyze', runs)
    return 0


def bench_analyses(options, folder):
    """TIME-ANALYSES compares with the time that reading takes, and says so itself."""
    path = make_export(folder, options.make_export, options.rows)
    warm(path)
    return subprocess.run([options.timer, path, str(options.runs), '0', str(options.limit)],
                          check=False).returncode


# name, arguments after the file, limits in seconds and MiB
CHART_RUNS = [
    ('all charts as PDF', ['analyze', '--theme', 'report', '--format', 'pdf'], 0.4, None),
    ('all charts, 200 dpi',
     ['analyze', '--theme', 'report', '--format', 'png', '--dpi', '200'], 1.0, None),
    ('one chart as PDF', ['chart', '--theme', 'poster', 'gap-dumbbell'], 0.2,
     40),
    ('24 x 16 in, 300 dpi',
     ['chart', '--theme', 'poster', '--width', '24', '--height', '16', '--dpi', '300',
      'gap-dumbbell'], 1.5, 40),
]


def bench_charts(options, folder):
    """Seconds of the clock mean little on a busy machine: those of the processors are said, too."""
    is_met = True
    for name, arguments, most_seconds, most_mib in CHART_RUNS:
        runs, begin = [], os.times()
        ending = '' if arguments[0] == 'analyze' else '.pdf' if 'PDF' in name else '.png'
        for i in range(options.runs):
            out = Path(folder) / f'{name}-{i}{ending}'
            runs.append(run_once([options.surveystat, *arguments, '-q', options.file, '-o', out]))
        end = os.times()
        summary(name, runs)
        best, peak = min(s for s, _ in runs), max(p for _, p in runs) / MIB
        processors = (end.children_user + end.children_system - begin.children_user
                      - begin.children_system) / options.runs
        is_good = best <= most_seconds and (most_mib is None or peak <= most_mib)
        is_met = is_met and is_good
        limit = f'{most_seconds:.1f} s{"" if most_mib is None else f", {most_mib} MiB"}'
        print(f'{"":<22} processors {processors:.3f} s   limit {limit}: '
              f'{"met" if is_good else "NOT MET"}')
        if arguments[0] == 'analyze':
            n_charts = len(list((out / 'charts').glob('*.csv')))
            print(f'{"":<22} {n_charts} charts: {best / n_charts * 1000:.0f} ms each, the analysis, '
                  'the tables and the workbook included')
    return 1 if options.check and not is_met else 0


def parse_options():
    parser = argparse.ArgumentParser(description='Times surveystat.')
    kinds = parser.add_subparsers(dest='kind', required=True)

    large = kinds.add_parser('large')
    for name in ('surveystat', 'make_export', 'bare'):
        large.add_argument(name)
    large.add_argument('--rows', type=int, default=1_000_000)
    large.add_argument('--runs', type=int, default=9)
    large.add_argument('--limit', type=float)

    sample = kinds.add_parser('sample')
    sample.add_argument('surveystat')
    sample.add_argument('file')
    sample.add_argument('--runs', type=int, default=9)

    analyses = kinds.add_parser('analyses')
    analyses.add_argument('timer')
    analyses.add_argument('make_export')
    analyses.add_argument('--rows', type=int, default=1_000_000)
    analyses.add_argument('--runs', type=int, default=3)
    analyses.add_argument('--limit', type=float, default=0)

    charts = kinds.add_parser('charts')
    charts.add_argument('surveystat')
    charts.add_argument('file')
    charts.add_argument('--runs', type=int, default=9)
    charts.add_argument('--check', action='store_true')
    return parser.parse_args()


def main():
    options = parse_options()
    kept = os.environ.get('SURVEYSTAT_BENCH_DIR')
    with tempfile.TemporaryDirectory(prefix='surveystat-bench-') as folder:
        if options.kind == 'sample':
            return bench_sample(options, folder)
        if options.kind == 'charts':
            return bench_charts(options, folder)
        if options.kind == 'analyses':
            return bench_analyses(options, kept or folder)
        return bench_large(options, kept or folder)


if __name__ == '__main__':
    sys.exit(main())
