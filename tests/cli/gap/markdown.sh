"$SURVEYSTAT" gap -q --format md "$ROOT/data/alcts-2014.csv"
