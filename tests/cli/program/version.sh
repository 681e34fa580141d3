"$SURVEYSTAT" --version
"$SURVEYSTAT" gap --version
