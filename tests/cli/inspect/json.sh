# Every column belongs to exactly one question; nothing personal is printed.
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" inspect -q --format json "$data" > out.json
python3 -c '
import json
d = json.load(open("out.json"))
columns = sorted(c for q in d["questions"] for c in q["columns"])
print(d["schema"], d["exporter"], d["encoding"], d["delimiter"], d["header_rows"], d["respondents"])
print(columns == list(range(len(columns))), len(columns))
print([q["id"] for q in d["questions"] if q["personal"] and q["options"]])'
grep -c -e 'example\.org' -e '192\.0\.2\.' out.json
rm out.json
