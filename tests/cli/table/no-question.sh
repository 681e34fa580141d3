"$SURVEYSTAT" table "$ROOT/data/alcts-2014.csv"
