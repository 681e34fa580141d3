# Case 83: the output is the input, also through a hard link.
cp "$ROOT/data/alcts-2014.csv" in.csv
ln in.csv link.csv
"$SURVEYSTAT" codebook -q in.csv -o in.csv --force
"$SURVEYSTAT" codebook -q in.csv -o link.csv --force
status=$?
cmp in.csv "$ROOT/data/alcts-2014.csv"
rm in.csv link.csv
exit $status
