# A name that nearly is one.
"$SURVEYSTAT" table --quiet "$ROOT/data/alcts-2014.csv" q177
