"$SURVEYSTAT" --help
"$SURVEYSTAT" help | cmp - <("$SURVEYSTAT" -h)
