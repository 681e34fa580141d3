# Case 83: --force does not make a folder that holds the responses, or where one is, a report.
mkdir in && cp "$ROOT/data/alcts-2014.csv" in/a.csv
"$SURVEYSTAT" analyze -q --force in/a.csv -o in
"$SURVEYSTAT" analyze -q --force in/a.csv -o in/a.csv
"$SURVEYSTAT" analyze -q --force in/a.csv -o .
mkdir out && "$SURVEYSTAT" codebook -q in/a.csv -o out/book.csv
"$SURVEYSTAT" analyze -q --force in/a.csv -c out/book.csv -o out
"$SURVEYSTAT" analyze -q - < in/a.csv
status=$?
cmp in/a.csv "$ROOT/data/alcts-2014.csv"
rm -r in out
ls -A
exit $status
