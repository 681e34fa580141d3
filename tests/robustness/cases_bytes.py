# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases 1-12: nothing in the file, encodings, foreign files, line ends."""
import gzip
import random

import survey
from harness import accept, expect_counts, expect_header, refuse

ROLE = "What is your role?"
CAFE = survey.make_with({(i, survey.ROLE): "Café" for i in range(0, 40, 2)})
NO_DATA = r"^in\.csv: error: the file holds no data"
NO_ROWS = r"^in\.csv: error: no responses below the header"
expect_cafe = expect_counts(ROLE, Café=20)


def with_comment(raw, row=9):
    """The survey with bytes as the comment of a row, the 8th field of line row + 2."""
    return survey.make_with({(row, survey.COMMENT): "MARK"}).encode().replace(b"MARK", raw)


def spoil_multibyte(raw):
    """The same in a file that is UTF-8 beyond doubt."""
    return with_comment(raw).replace(b"Librarian", "Bibliothécaire".encode())


def russian():
    words = ["библиотекарь", "директор", "студент", "каталогизатор"]
    return survey.make_with({(i, survey.ROLE): words[i % 4] for i in range(40)}).encode("koi8-r")


def noise():
    return random.Random(1979).randbytes(20000)


def quoted_first_name():
    return b"\xef\xbb\xbf" + survey.make().replace("Respondent ID", '"Respondent ID"', 1).encode()


def joined():
    """Two exports put one after the other, each with its mark."""
    return b"\xef\xbb\xbf" + survey.make().encode() + b"\xef\xbb\xbf" + survey.make().encode()


def marked_answer():
    return survey.make_with({(4, survey.ROLE): "\ufeffLibrarian"})


def utf16(order):
    return lambda: CAFE.encode(f"utf-16-{order}")


def utf16_marked(order):
    return lambda: ("\ufeff" + CAFE).encode(f"utf-16-{order}")


def mac():
    return survey.make_with({(i, survey.ROLE): "Café" for i in range(0, 40, 2)} |
                            {(3, survey.COMMENT): "it’s été “here”"}).encode("mac-roman")


def windows():
    return survey.make_with({(i, survey.ROLE): "Café" for i in range(0, 40, 2)} |
                            {(3, survey.COMMENT): "it’s “here” – so"}).encode("cp1252")


def two_spellings():
    return survey.make_with({(i, survey.ROLE): "Café" if i % 4 else "Cafe\u0301"
                             for i in range(0, 40, 2)})


def ends(end):
    return lambda: survey.make(end=end).encode()


def mixed_ends():
    kinds = ["\n", "\r\n", "\r"]
    lines = survey.make().splitlines()
    return "".join(line + kinds[i % 3] for i, line in enumerate(lines)).encode()


STRAY = r"^in\.csv:11:8: error: bytes that are not valid UTF-8: "

CASES = {
    "01-empty": refuse(b"", 1, NO_DATA),
    "01-byte-order-mark-only": refuse(b"\xef\xbb\xbf", 1, NO_DATA),
    "01-blank-lines-only": refuse(b"\n\r\n\n  \n", 1, NO_DATA),
    "02-header-only": refuse(survey.make(0), 1, NO_ROWS),
    "02-header-without-line-end": refuse(survey.make(0).rstrip(), 1, NO_ROWS),
    "02-two-header-rows-only": refuse("Respondent ID,Role\n,Response\n", 1, NO_ROWS),
    "03-mark": accept(b"\xef\xbb\xbf" + survey.make().encode(), is_silent=True,
                      look=expect_header(0, "Respondent ID")),
    "03-mark-before-quoted-name": accept(quoted_first_name, is_silent=True,
                                         look=expect_header(0, "Respondent ID")),
    "04-second-mark": accept(b"\xef\xbb\xbf\xef\xbb\xbf" + survey.make().encode(),
                             r"^in\.csv:1: warning: .*byte order mark",
                             look=expect_header(0, "Respondent ID")),
    "04-two-files-joined": accept(joined, r"^in\.csv:42: warning: .*byte order mark.*two files",
                                  r"^in\.csv:42: warning: the header comes again", n=80),
    "04-mark-in-an-answer": accept(marked_answer, r"^in\.csv:6: warning: .*byte order mark",
                                   look=expect_counts(ROLE, Librarian=10)),
    "05-utf-16-le": accept(utf16_marked("le"), is_silent=True, look=expect_cafe,
                           notes=["UTF-16LE and was converted"]),
    "05-utf-16-be": accept(utf16_marked("be"), is_silent=True, look=expect_cafe,
                           notes=["UTF-16BE and was converted"]),
    "06-utf-16-le-without-mark": accept(utf16("le"), r"^in\.csv: warning: .*UTF-16LE",
                                        look=expect_cafe),
    "06-utf-16-be-without-mark": accept(utf16("be"), r"^in\.csv: warning: .*UTF-16BE",
                                        look=expect_cafe),
    "06b-utf-32-le": refuse(CAFE.encode("utf-32"), 1, r"^in\.csv: error: this is UTF-32"),
    "06b-utf-32-be": refuse(("\ufeff" + CAFE).encode("utf-32-be"), 1, r"error: this is UTF-32"),
    "06b-utf-32-without-mark": refuse(CAFE.encode("utf-32-le"), 1, r"error: this is not text"),
    "06b-utf-16-of-odd-length": refuse(("\ufeff" + CAFE).encode("utf-16-le")[:-1], 1,
                                       r"error: this is UTF-16 text with an odd number of bytes"),
    "06b-utf-16-half-surrogate": refuse(utf16_marked("le")() + b"\x00\xd8\n\x00", 1,
                                        r"error: this looks like UTF-16 text, but is not valid"),
    "07-latin-1": accept(CAFE.encode("latin-1"), look=expect_cafe, *[
        r"^in\.csv:2:2: warning: .*read as ISO-8859-1, because .*--encoding"]),
    "07-windows-1252": accept(windows, r"^in\.csv:2:2: warning: .*read as windows-1252, because "
                              r".*--encoding", look=expect_cafe),
    "07-mac-roman": accept(mac, r"^in\.csv:2:2: warning: .*read as MacRoman, because "
                           r".*--encoding", look=expect_cafe),
    "07-named-encoding": accept(CAFE.encode("mac-roman"), look=expect_cafe, is_silent=True,
                                args=["--encoding", "macroman"]),
    "07-none-fits": refuse(russian, 1, r"^in\.csv:2:2: error: bytes that are not valid UTF-8: "
                           r"[0-9a-f ]+\. .*--encoding"),
    "07-unknown-encoding": refuse(CAFE, 2, r"error: unknown encoding, got 'latn1'\. Did you mean "
                                  r"latin1", args=["--encoding", "latn1"]),
    "08-three-stray-bytes": accept(with_comment(b"12 \xfe 34 \xff\xfe"), is_silent=False, *[
        r"^in\.csv:11:8: warning: .*hex fe.*\ufffd.*\(3 times\)"]),
    "08b-mixed": refuse(spoil_multibyte(b"caf\xe9 x"), 1, STRAY + "e9 20 78"),
    "08b-overlong": refuse(spoil_multibyte(b"a\xc0\xafb"), 1, STRAY + "c0 af"),
    "08b-surrogate": refuse(spoil_multibyte(b"a\xed\xa0\x80b"), 1, STRAY + "ed a0 80"),
    "08b-over-10ffff": refuse(spoil_multibyte(b"a\xf4\x90\x80\x80b"), 1, STRAY + "f4 90 80 80"),
    "08b-cut-character": refuse(spoil_multibyte(b"caf\xc3"), 1, STRAY + "c3 0a"),
    "08b-cut-character-at-the-end": refuse(
        survey.make().replace("Librarian", "Bibliothécaire").encode()[:-1] + b"x\xc3", 1,
        r"^in\.csv:41:8: error: bytes that are not valid UTF-8: c3"),
    "09-two-forms-of-one-accent": accept(two_spellings, r"^in\.csv: warning: counted as one answer:"
                                         r" '.*' \(10\) and '.*' \(10\)", look=expect_cafe),
    "10-gzip": refuse(gzip.compress(survey.make().encode()), 1, "error: this is a gzip archive"),
    "10-zip": refuse(b"PK\x03\x04" + noise(), 1, "error: this is a zip archive or an Excel"),
    "10-xls": refuse(b"\xd0\xcf\x11\xe0" + noise(), 1, "error: this is an old Excel workbook"),
    "10-pdf": refuse(b"%PDF-1.7\n" + noise(), 1, "error: this is a PDF"),
    "10-html": refuse("\n <!DOCTYPE html>\n<html><body>Sign in</body></html>\n", 1,
                      "error: this is a web page"),
    "10-json": refuse('[{"role": "Librarian"}]\n', 1, "error: this is JSON"),
    "10-elf": refuse(b"\x7fELF" + noise(), 1, "error: this is a program"),
    "10-spss": refuse(b"$FL2@(#) SPSS DATA FILE" + noise(), 1, "error: this is an SPSS file"),
    "10-random-bytes": refuse(noise, 1, "^in\\.csv: error: this is not text"),
    "11-cr": accept(ends("\r"), is_silent=True),
    "11-crlf": accept(ends("\r\n"), is_silent=True),
    "11-lfcr": accept(ends("\n\r"), notes=["CR"]),
    "11-crcrlf": accept(ends("\r\r\n")),
    "11-mixed": accept(mixed_ends, notes=[r"14 LF, 14 CR LF, 13 CR"]),
    "12-separators-of-unicode": accept(
        survey.make_with({(2, survey.COMMENT): "a\u0085b\u2028c\u2029d"}), is_silent=True),
}
