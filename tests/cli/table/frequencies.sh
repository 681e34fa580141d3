# Without BY: everybody, with intervals; a row of a grid by its wording.
"$SURVEYSTAT" table --quiet "$ROOT/data/alcts-2014.csv" "ALCTS should be where its members already are"
"$SURVEYSTAT" table --quiet --format md "$ROOT/data/alcts-2014.csv" q20.2
