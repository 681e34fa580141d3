# A second run replaces our own report, byte for byte, and leaves nothing else behind.
"$SURVEYSTAT" analyze --quiet "$ROOT/data/alcts-2014.csv" >/dev/null &&
  cp -r alcts-2014-report first &&
  "$SURVEYSTAT" analyze --quiet "$ROOT/data/alcts-2014.csv" >/dev/null &&
  diff -r first alcts-2014-report && rm -r first && ls -A &&
  find alcts-2014-report -type f | LC_ALL=C sort
