# Groups need one list of answers.
"$SURVEYSTAT" table --quiet "$ROOT/data/alcts-2014.csv" q17 q20
