# Case 84: exit 3 with the path and the system's words; a pipe in short pieces is read.
try() { "$SURVEYSTAT" "$@" 2>&1 >/dev/null; echo "exit $?"; }
try analyze nofile.csv
try analyze .
try analyze -
try gap - <&-
mkfifo pipe
while IFS= read -r line; do printf '%s\n' "$line"; done <"$ROOT/data/alcts-2014.csv" >pipe &
"$SURVEYSTAT" gap --quiet --no-auto --format csv pipe >piped
"$SURVEYSTAT" gap --quiet --no-auto --format csv "$ROOT/data/alcts-2014.csv" | cmp - piped
echo "exit $?"
