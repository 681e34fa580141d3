# Of the one question for a number, found without naming it; the numbers stand beside the picture.
"$SURVEYSTAT" chart histogram "$ROOT/data/exports/plain.csv" -q -o years.svg > words
sed -n '1,3p' words
"$SURVEYSTAT" chart histogram "$ROOT/data/alcts-2014.csv" -q -o none.svg
rm -f years.svg words
