# The whole way; only its owner may read the report.
"$SURVEYSTAT" analyze "$ROOT/data/alcts-2014.csv"
find alcts-2014-report -perm /077
rm -r alcts-2014-report
