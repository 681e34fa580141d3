# Case 84: standard input, also in short pieces.
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" gap -q --no-auto --format csv "$data" > file.csv
dd if="$data" bs=7 status=none | "$SURVEYSTAT" gap -q --format csv - | cmp - file.csv
"$SURVEYSTAT" gap -q --format csv - < "$data" | cmp - file.csv
rm file.csv
