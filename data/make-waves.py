#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes waves.csv: three surveys of the members of an invented association, in one table.

400 invented people in each of three waves. From wave to wave more of them use video meetings and
fewer read the printed journal; hours follow a lognormal, librarians' a little longer; Training is
put first most often. Nothing else stands behind the answers."""
import csv
import pathlib
import random

PEOPLE = 400  # in each wave
SEED = 20250417
WAVES = ["Spring 2021", "Spring 2023", "Spring 2025"]
CHANNELS = {"Email list": (0.74, 0.71, 0.66), "Website": (0.52, 0.55, 0.58),
            "Video meetings": (0.24, 0.38, 0.55), "Printed journal": (0.49, 0.36, 0.22),
            "Podcast": (0.08, 0.12, 0.19)}
ROLES = {"Librarian": 2.0, "Library staff": 1.7, "Student": 1.4}
SERVICES = {"Training": 4, "Publications": 2.4, "Advocacy": 1.7, "Events": 1.3, "Job exchange": 1}


def rank(chance):
    """Places of the services: drawn without replacement, by weight."""
    left, places = dict(SERVICES), {}
    while left:
        name = chance.choices(list(left), weights=list(left.values()))[0]
        places[name] = len(places) + 1
        del left[name]
    return [places[name] for name in SERVICES]


def main():
    chance = random.Random(SEED)
    path = pathlib.Path(__file__).resolve().parent / "waves.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["Wave of the survey", "What is your role?"]
                     + [f"Which of these do you use for news of the association? [{name}]"
                        for name in CHANNELS]
                     + ["How many hours a month do you spend on continuing education?"]
                     + [f"Put these services in order, 1 for the one that matters most. [{name}]"
                        for name in SERVICES])
        for wave, label in enumerate(WAVES):
            for _ in range(PEOPLE):
                role = chance.choices(list(ROLES), weights=[5, 3, 2])[0]
                out.writerow([label, role]
                             + [name if chance.random() < shares[wave] else ""
                                for name, shares in CHANNELS.items()]
                             + [round(chance.lognormvariate(ROLES[role], 0.6))]
                             + rank(chance))


main()
