# Combinations of a select-all: found by the question, told in words, with its table beside it.
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" chart upset "$data" q17 -q --theme report -o q17.svg
grep -c 'data-role="key"' q17.svg
rm q17.svg
"$SURVEYSTAT" chart upset "$data" -q --theme report -o q.svg || echo "exit $?"
"$SURVEYSTAT" chart upset "$data" q17 -q --theme poster --width 5 -o q.svg || echo "exit $?"
ls
