# Case 88: a write that fails half way is exit 3; the older report is kept, and nothing is beside it.
run() { "$SURVEYSTAT" analyze --quiet "$ROOT/data/alcts-2014.csv" 2>&1 >/dev/null; echo "exit $?"; }
run && cp -r alcts-2014-report first
(ulimit -f 8 && run)
diff -r first alcts-2014-report && rm -r first && ls -A
