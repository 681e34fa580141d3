# Case 84: the path and what the system says.
"$SURVEYSTAT" inspect missing.csv
"$SURVEYSTAT" inspect .
"$SURVEYSTAT" inspect - <&-
"$SURVEYSTAT" gap -c missing.csv "$ROOT/data/alcts-2014.csv"
