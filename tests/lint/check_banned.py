#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls and types that are not to be used, where they are allowed after all, and what to use."""
import fnmatch
import re

import lint

EVERYWHERE = ("src/*", "include/*", "tests/*")
PROGRAM = ("src/*", "include/*")
HEADERS = ("src/*.h", "include/*")
CLI = ("src/cli/*",)

# words, where they are banned, where not after all, why and what instead
RULES = [
    ("strtok strcpy strcat sprintf vsprintf gets stpcpy", EVERYWHERE, (),
     "knows no length; use GString or g_strdup_printf()"),
    ("atoi atol atoll atof strtod strtof strtold scanf sscanf fscanf", EVERYWHERE, (),
     "follows the locale or hides errors; use svy_num_parse()"),
    ("setlocale localeconv uselocale", PROGRAM, ("src/cli/main.c",),
     "numbers must not depend on the locale; main.c sets LC_CTYPE alone"),
    ("isalpha isdigit isalnum isspace isupper islower ispunct tolower toupper strcasecmp "
     "strncasecmp strcoll strftime", PROGRAM, (),
     "follows the locale; use g_ascii_...() or g_unichar_...()"),
    ("exit _exit _Exit quick_exit abort g_error", PROGRAM, CLI,
     "only the command line ends the program; return false with a GError"),
    ("system popen execl execlp execle execv execvp execve posix_spawn g_spawn_sync "
     "g_spawn_async g_spawn_command_line_sync", PROGRAM, (),
     "surveystat starts no other program"),
    ("printf fprintf vprintf vfprintf puts fputs putchar putc fputc perror dprintf fwrite g_print "
     "g_printerr g_message g_warning g_critical g_info g_debug g_log", PROGRAM, CLI,
     "the library never prints; return the text, or add a finding"),
    ("time localtime localtime_r gmtime gmtime_r clock gettimeofday clock_gettime "
     "g_get_real_time g_date_time_new_now g_date_time_new_now_local g_date_time_new_now_utc",
     PROGRAM, CLI, "outputs must not depend on the clock"),
    ("rand srand random srandom drand48 g_rand_new", PROGRAM, (),
     "outputs must be the same on every run; use a seeded, named generator"),
    ("g_random_int g_random_double", PROGRAM, ("src/base/file.c", "src/ingest/*", "src/core/*"),
     "only for names of temporaries and seeds of hash tables"),
    ("alloca strdupa", EVERYWHERE, (), "grows the stack by a stranger's size"),
]

# banned as words, not as calls
WORDS = [
    ("goto", EVERYWHERE, "clean up by g_autoptr and return early"),
    ("GSList GList GVariant", PROGRAM, "use arrays (GPtrArray)"),
    ("gboolean gint gchar guchar gdouble gfloat", HEADERS, "our signatures have plain C types"),
]


def is_among(path, patterns):
    return any(fnmatch.fnmatch(path, pattern) for pattern in patterns)


def report(check, path, text, match, why):
    check.fault(path, lint.line_of(text, match.start()), f"{match.group(1)} is banned: {why}")


def check_file(check, path):
    text = lint.blank_comments(check.read(path))
    for words, banned, allowed, why in RULES:
        if is_among(path, banned) and not is_among(path, allowed):
            # Not a member: node->time(...), and not a declaration of our own with the same end.
            calls = rf"(?<![\w.>])({'|'.join(words.split())})[ \t]*\("
            for match in re.finditer(calls, text):
                report(check, path, text, match, why)
    for words, banned, why in WORDS:
        if is_among(path, banned):
            for match in re.finditer(rf"\b({'|'.join(words.split())})\b", text):
                report(check, path, text, match, why)


def check(tree):
    for path in tree.find(".c", ".h", ".h.in", folders=("src", "include", "tests")):
        check_file(tree, path)


if __name__ == "__main__":
    lint.main(check)
