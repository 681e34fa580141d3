# Case 82: names that look like options, or act on a terminal, or are not UTF-8.
cp "$ROOT/data/alcts-2014.csv" ./-rf.csv
"$SURVEYSTAT" gap --quiet --format csv -- -rf.csv | head -n 1 | cut -c 1-12
odd=$'a\nb\033[2J\xff.csv'
"$SURVEYSTAT" gap "$odd" 2>&1
echo "exit $?"
cp "$ROOT/data/alcts-2014.csv" "$odd"
"$SURVEYSTAT" gap --quiet --format csv "$odd" | head -n 1 | cut -c 1-12
"$SURVEYSTAT" analyze --format png --theme screen -o out "$odd" | LC_ALL=C grep -c $'\033'
python3 -m json.tool out/results.json >/dev/null && echo "JSON"
