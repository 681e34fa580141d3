# SPDX-License-Identifier: GPL-3.0-or-later
"""What the linters share: the files of the tree, C without its comments, and reporting."""
import pathlib
import re
import sys

# Everything that is not one of these folders is a build folder, an output or somebody's own.
FOLDERS = ("include", "src", "tests", "data", "charts", ".ci")


class Lint:
    """Collects faults as FILE:LINE: what is wrong."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.faults = []

    def find(self, *endings, folders=FOLDERS):
        """Paths of all files with these endings, relative to the root, sorted."""
        found = []
        for folder in folders:
            for path in (self.root / folder).rglob("*"):
                if path.is_file() and path.name.endswith(endings):
                    found.append(path.relative_to(self.root).as_posix())
        return sorted(found)

    def read(self, path):
        return (self.root / path).read_text(encoding="utf-8")

    def fault(self, path, line, text):
        self.faults.append(f"{path}:{line}: {text}")

    def finish(self):
        """Prints what was found; the exit status."""
        for fault in self.faults:
            print(fault)
        print(f"{len(self.faults)} faults")
        return 1 if self.faults else 0


_TOKENS = re.compile(
    r"""/\*.*?\*/ | //[^\n]* | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'""", re.S | re.X
)


def blank_comments(text, also_strings=True):
    """C text with comments (and the insides of strings) blanked; places stay as they are."""

    def blank(match):
        token = match.group(0)
        if token[0] in "\"'":
            return token[0] + " " * (len(token) - 2) + token[0] if also_strings else token
        return re.sub(r"[^\n]", " ", token)

    return _TOKENS.sub(blank, text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def main(check):
    """Runs check(lint) on the tree given as the first argument, by default the one of this file."""
    root = sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2]
    lint = Lint(root)
    check(lint)
    sys.exit(lint.finish())
