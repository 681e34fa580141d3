# Case 82: odd names of files are read, and shown so that they do nothing to a terminal.
cp "$ROOT/data/alcts-2014.csv" ./-rf.csv
"$SURVEYSTAT" gap -q --no-auto --format csv -- -rf.csv | wc -l
odd=$'b\xffd\n\x1b[2J.csv'
cp ./-rf.csv "$odd"
"$SURVEYSTAT" inspect -q --no-auto "$odd" | head -2 | cat -v
"$SURVEYSTAT" inspect $'no\x1b[2J.csv' 2>&1 | cat -v
rm ./-rf.csv "$odd"
