/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The yardstick of the benchmarks: libcsv reads a file and nothing is done with what it finds.
 * One thread, no options, chunks of 64 KiB, empty callbacks.
 *
 * usage: bare-libcsv FILE.csv */
#include <csv.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

enum { CHUNK_BYTES = 64 * 1024 };

static void ignore_field(void *text, size_t n_bytes, void *data)
{
    (void)text;
    (void)n_bytes;
    (void)data;
}

static void ignore_row(int end, void *data)
{
    (void)end;
    (void)data;
}

static bool parse_all(int file, struct csv_parser *parser)
{
    char chunk[CHUNK_BYTES];
    ssize_t n_bytes;

    while ((n_bytes = read(file, chunk, sizeof chunk)) > 0)
        if (csv_parse(parser, chunk, (size_t)n_bytes, ignore_field, ignore_row, NULL) !=
            (size_t)n_bytes)
            return false;
    return n_bytes == 0 && csv_fini(parser, ignore_field, ignore_row, NULL) == 0;
}

int main(int argc, char *argv[])
{
    struct csv_parser parser;

    if (argc != 2) {
        fputs("usage: bare-libcsv FILE.csv\n", stderr);
        return 2;
    }
    int file = open(argv[1], O_RDONLY | O_CLOEXEC);
    if (file < 0 || csv_init(&parser, 0) != 0) {
        perror(argv[1]);
        return 3;
    }

    bool is_parsed = parse_all(file, &parser);
    csv_free(&parser);
    close(file);
    if (!is_parsed) {
        fputs("bare-libcsv: the file could not be read to its end\n", stderr);
        return 1;
    }
    return 0;
}
