# Tables that only a report has, by their kind or id; what is neither is refused as a question.
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" table -q "$data" drivers --format csv | cut -d , -f 1-3,5 | head -4
"$SURVEYSTAT" table -q "$data" ladder --format csv | cut -d , -f 3-6
"$SURVEYSTAT" table -q "$data" overlap-q15 --format json | grep '"id"'
"$SURVEYSTAT" table -q "$data" drivers q10; echo $?
"$SURVEYSTAT" table -q "$data" drovers; echo $?
