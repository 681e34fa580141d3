# Nothing is withheld on demand, and every format says so.
"$SURVEYSTAT" table --quiet --min-cell 1 "$ROOT/data/alcts-2014.csv" q17 q10 | tail -2
"$SURVEYSTAT" table --quiet --min-cell 1 --format md "$ROOT/data/alcts-2014.csv" q17 q10 | grep -c "min\\\\_cell = 1"
"$SURVEYSTAT" table --quiet --min-cell 1 --format csv "$ROOT/data/alcts-2014.csv" q17 q10 | grep -c "min_cell = 1"
"$SURVEYSTAT" table --quiet --min-cell 1 --format json "$ROOT/data/alcts-2014.csv" q17 q10 | grep '"min_cell"'
"$SURVEYSTAT" table --quiet --format json "$ROOT/data/alcts-2014.csv" q17 q10 | grep -c withheld
