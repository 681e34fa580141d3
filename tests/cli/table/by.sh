# Following by membership: shares, letters, test, what is withheld and why.
"$SURVEYSTAT" table --quiet "$ROOT/data/alcts-2014.csv" q17 "Are you a member of ALCTS?"
