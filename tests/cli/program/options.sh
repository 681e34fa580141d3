# Case 81: what is wrong with the options, and what would be right.
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" analyze
"$SURVEYSTAT" analyze one.csv two.csv
"$SURVEYSTAT" analyze --fromat png "$data"
"$SURVEYSTAT" analyze --format gif "$data"
"$SURVEYSTAT" analyze --format , "$data"
"$SURVEYSTAT" analyze --theme postre "$data"
"$SURVEYSTAT" analyze -o
"$SURVEYSTAT" analyze -o '' "$data"
"$SURVEYSTAT" gap --format xlm "$data"
"$SURVEYSTAT" gap --delimiter ab "$data"
"$SURVEYSTAT" gap --strict=no "$data"
"$SURVEYSTAT" gap --use $'\xff' "$data"
"$SURVEYSTAT" gap -rf.csv
"$SURVEYSTAT" inspect --theme poster "$data"
status=$?
ls
exit $status
