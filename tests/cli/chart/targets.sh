# The targets that lie beside the sample: none of them can be told apart from what came out.
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" chart targets "$data" -q -o targets.svg > words
head -10 words
grep -c 'data-role="zone"' targets.svg
rm -- *.svg words
