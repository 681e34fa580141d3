"$SURVEYSTAT" inspect "$ROOT/data/alcts-2014.csv"
