# Case 85: lost output is never exit 0, but a reader that had enough is nobody's fault.
sample=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" gap --quiet "$sample" 2>&1 >/dev/full
echo "exit $?"
"$SURVEYSTAT" gap --quiet "$sample" 2>&1 >&-
echo "exit $?"
"$SURVEYSTAT" inspect --quiet "$sample" 2>said | head -n 1 >/dev/null
cat said
