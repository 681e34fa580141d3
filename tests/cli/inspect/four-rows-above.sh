# A title above three header rows: four rows before the first response.
export=$ROOT/data/exports/qualtrics-text.csv
{ echo '"Survey of members 2014"'; cat "$export"; } > titled.csv
"$SURVEYSTAT" inspect -q titled.csv | sed -n 1,3p
"$SURVEYSTAT" inspect -q titled.csv --format csv > titled.out
"$SURVEYSTAT" inspect -q "$export" --format csv > plain.out
cmp titled.out plain.out && echo the same questions
rm titled.csv titled.out plain.out
