#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes states.csv: 6,000 invented members of an invented association, by state.

The number of people in a state follows the number of its residents (2020 census, rounded to a
tenth of a million); who follows the association is a little more frequent in the west. Nothing
else stands behind the answers."""
import csv
import pathlib
import random

PEOPLE = 6000
SEED = 20250301
RESIDENTS = {
    "CA": 39.5, "TX": 29.1, "FL": 21.5, "NY": 20.2, "PA": 13.0, "IL": 12.8, "OH": 11.8, "GA": 10.7,
    "NC": 10.4, "MI": 10.1, "NJ": 9.3, "VA": 8.6, "WA": 7.7, "AZ": 7.2, "MA": 7.0, "TN": 6.9,
    "IN": 6.8, "MD": 6.2, "MO": 6.2, "WI": 5.9, "CO": 5.8, "MN": 5.7, "SC": 5.1, "AL": 5.0,
    "LA": 4.7, "KY": 4.5, "OR": 4.2, "OK": 4.0, "CT": 3.6, "UT": 3.3, "IA": 3.2, "NV": 3.1,
    "AR": 3.0, "MS": 3.0, "KS": 2.9, "NM": 2.1, "NE": 2.0, "ID": 1.8, "WV": 1.8, "HI": 1.5,
    "NH": 1.4, "ME": 1.4, "RI": 1.1, "MT": 1.1, "DE": 1.0, "SD": 0.9, "ND": 0.8, "AK": 0.7,
    "DC": 0.7, "VT": 0.6, "WY": 0.6}
WEST = {"CA", "WA", "OR", "NV", "AZ", "UT", "ID", "MT", "WY", "CO", "NM", "AK", "HI"}
MEDIA = ["Facebook", "LinkedIn", "Instagram", "YouTube"]


def main():
    chance = random.Random(SEED)
    states = chance.choices(list(RESIDENTS), weights=list(RESIDENTS.values()), k=PEOPLE)
    path = pathlib.Path(__file__).resolve().parent / "states.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["In which state do you work?", "Do you follow any account of the association?",
                      "Which medium do you use most?"])
        for state in states:
            follows = chance.random() < (0.46 if state in WEST else 0.31)
            out.writerow([state, "Yes" if follows else "No",
                          chance.choices(MEDIA, weights=[5, 3, 3, 2])[0]])


main()
