# Case 81: no command at all.
"$SURVEYSTAT"
