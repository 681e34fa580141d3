# SPDX-License-Identifier: GPL-3.0-or-later
"""Small surveys as bytes, and ways to spoil them."""

HEADER = ["Respondent ID", "What is your role?", "Are you a member?", "Library type", "Your state",
          "How satisfied are you?", "How did you hear of us?", "Any comment?"]
ROLE, COMMENT = 1, 7  # columns that the cases spoil
N_ROWS = 40


def make_rows(n=N_ROWS):
    """Rows of text; the answers repeat, so that each question is found to be closed."""
    lists = [["Librarian", "Director", "Student", "Cataloger"], ["Yes", "No"],
             ["Public", "Academic", "School"], ["Ohio", "Texas", "Iowa", "Utah", "Maine"],
             ["Satisfied", "Neutral", "Dissatisfied"], ["E-mail", "Web", "Friend"]]
    return [[str(1000 + i)] + [words[i % len(words)] for words in lists] +
            [f"fine words {i} here" if i % 4 == 0 else ""] for i in range(n)]


def quote(cell, delimiter):
    if any(sign in cell for sign in (delimiter, '"', "\n", "\r")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def format_rows(rows, delimiter=",", end="\n"):
    return "".join(delimiter.join(quote(cell, delimiter) for cell in row) + end for row in rows)


def make(n=N_ROWS, delimiter=",", end="\n", header=None):
    """The survey as text."""
    return format_rows([header or HEADER] + make_rows(n), delimiter, end)


def make_with(cells, n=N_ROWS, **how):
    """The survey with some cells replaced: {(row from 0 below the header, column): text}."""
    rows = make_rows(n)
    for (row, column), text in cells.items():
        rows[row][column] = text
    return format_rows([HEADER] + rows, **how)


def make_lines(edit, n=N_ROWS):
    """The survey after @edit has changed its list of lines (without line ends) in place."""
    lines = make(n).splitlines()
    edit(lines)
    return "\n".join(lines) + "\n"


def set_line(number, text):
    """An edit for make_lines(): line @number (from 1) becomes @text."""
    def edit(lines):
        lines[number - 1] = text
    return edit


def insert_lines(number, *texts):
    """An edit for make_lines(): @texts come before line @number (from 1)."""
    def edit(lines):
        lines[number - 1:number - 1] = texts
    return edit


def set_cell_raw(number, column, text):
    """An edit for make_lines(): one cell of a line as it stands in the file, quotes and all."""
    def edit(lines):
        cells = lines[number - 1].split(",")
        cells[column] = text
        lines[number - 1] = ",".join(cells)
    return edit


def make_gap(n=60):
    """A survey with a pair of questions on using and following."""
    media = ["Twitter", "Facebook", "LinkedIn"]
    uses = [f"Which social media do you use? - {name}" for name in media]
    follows = [f"Where do you follow us? - {name}" for name in media]
    rows = [["Respondent ID", "What is your role?"] + uses + follows]
    for i in range(n):
        used = [i % 2 == 0 or i % 5 == 0, i % 3 != 0, i % 4 != 1]
        followed = [u and (i + j) % 3 == 0 for j, u in enumerate(used)]
        rows.append([str(5000 + i), ["Librarian", "Director", "Student"][i % 3]] +
                    [name if flag else "" for name, flag in zip(media, used)] +
                    [name if flag else "" for name, flag in zip(media, followed)])
    return format_rows(rows)
