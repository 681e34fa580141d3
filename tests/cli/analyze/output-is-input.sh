# Case 83: the responses are never written over, under whatever name.
try() { "$SURVEYSTAT" analyze --quiet --no-auto "$@" 2>&1 >/dev/null; echo "exit $?"; }
cp "$ROOT/data/alcts-2014.csv" in.csv && ln in.csv hard.csv
mkdir folder && cp in.csv folder
try in.csv -o in.csv
try in.csv -o in.csv --force
try in.csv -o hard.csv --force
try folder/in.csv -o folder --force
for file in in.csv hard.csv folder/in.csv; do
  cmp "$ROOT/data/alcts-2014.csv" $file && echo kept
done
ls -A
