# Case 90: a signal leaves the old report or a whole new one, and nothing beside it.
"$SURVEYSTAT" analyze -q --format pdf "$ROOT/data/alcts-2014.csv" > /dev/null
for signal in INT TERM; do
  for delay in 0.1 0.4 0.8; do
    "$SURVEYSTAT" analyze -q "$ROOT/data/alcts-2014.csv" > /dev/null &
    sleep "$delay"
    kill -s "$signal" $! 2> /dev/null
    wait $!
    status=$?
    case $signal:$status in INT:130 | TERM:143 | *:0) ;; *) echo "$signal: $status" ;; esac
    ls -A
    (cd alcts-2014-report && python3 -c '
import hashlib, json
for entry in json.load(open("manifest.json"))["files"]:
    assert hashlib.sha256(open(entry["name"], "rb").read()).hexdigest() == entry["sha256"]')
  done
done
rm -r alcts-2014-report
