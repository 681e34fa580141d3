# Case 85: output that is lost is never a success; a reader that has enough is no fault.
[ -c /dev/full ] || { echo 'no /dev/full here'; exit 77; }
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" gap -q "$data" > /dev/full
echo $?
"$SURVEYSTAT" --help > /dev/full
echo $?
"$SURVEYSTAT" inspect -q --format json "$data" | head -1
"$SURVEYSTAT" gap -q "$data" >&-
