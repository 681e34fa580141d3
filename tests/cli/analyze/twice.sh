# Case 93: the same bytes on a second run, in another locale and time zone.
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" analyze -q "$data" -o one > /dev/null
LC_ALL=tr_TR.UTF-8 TZ=Asia/Kathmandu HOME=/nowhere \
  "$SURVEYSTAT" analyze -q "$data" -o two > /dev/null
diff -r one two && echo same
"$SURVEYSTAT" analyze -q "$data" -o one > /dev/null && diff -r one two && echo replaced
rm -r one two
