# Groups of two questions at once, as CSV.
"$SURVEYSTAT" table --quiet --format csv "$ROOT/data/alcts-2014.csv" q21 "q10*q12" | head -12
