"$SURVEYSTAT" chart --list
