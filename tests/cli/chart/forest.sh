# Odds ratios of what goes with following, and the gap by group: found by the name of the table.
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" chart forest "$data" drivers-q17 -q --theme report -o drivers.svg > words
head -5 words
grep -c 'data-role="mark"' drivers.svg
"$SURVEYSTAT" chart forest "$data" gap-q15-q17-by-q12 -q --theme report -o gap.pdf > words
head -9 words
"$SURVEYSTAT" chart forest "$data" q9 -q -o none.pdf
rm -- *.svg *.pdf words
