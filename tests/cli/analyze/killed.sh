# Case 90: after kill -9 at any time the report is the old or the new one; the next run clears up.
arguments=(analyze --quiet --format png --theme screen "$ROOT/data/alcts-2014.csv")
"$SURVEYSTAT" "${arguments[@]}" >/dev/null && cp -r alcts-2014-report first
for delay in 0.05 0.2 0.4 0.8; do
  "$SURVEYSTAT" "${arguments[@]}" >/dev/null 2>&1 &
  sleep $delay
  kill -s KILL $! 2>/dev/null
  wait $! 2>/dev/null
  diff -r first alcts-2014-report
done
"$SURVEYSTAT" "${arguments[@]}" >/dev/null && diff -r first alcts-2014-report && rm -r first && ls -A
