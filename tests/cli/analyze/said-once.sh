# What holds for every table by group is said once, not under each of them; what differs stays.
"$SURVEYSTAT" analyze -q "$ROOT/data/alcts-2014.csv" -o x --format svg > /dev/null
count() {
  grep -o "$1" x/report.md | wc -l
}
count "Shares of each column"
count "A letter names a column"
count "Withheld: fewer than"
[ "$(count "in a column, those of them in the group")" -gt 1 ] && echo "bases at the tables"
rm -r x
