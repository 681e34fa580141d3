# Case 87: a report in which somebody wrote is left alone, until --force.
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" analyze -q --format pdf "$data" > /dev/null
echo 'our remarks' >> alcts-2014-report/report.md
"$SURVEYSTAT" analyze -q --format pdf "$data" > /dev/null
status=$?
tail -1 alcts-2014-report/report.md
"$SURVEYSTAT" analyze -q --format pdf --force "$data" > /dev/null && tail -1 alcts-2014-report/report.md
rm -r alcts-2014-report
exit $status
