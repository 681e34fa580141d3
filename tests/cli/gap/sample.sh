# The golden numbers of the sample survey.
"$SURVEYSTAT" gap "$ROOT/data/alcts-2014.csv"
