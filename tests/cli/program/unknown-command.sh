"$SURVEYSTAT" anlyze responses.csv || "$SURVEYSTAT" frobnicate
