# The gap of the sample survey, as numbers.
"$SURVEYSTAT" gap --quiet --format csv "$ROOT/data/alcts-2014.csv"
