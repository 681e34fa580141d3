# The ladder of the plan, and a page on which it does not fit.
"$SURVEYSTAT" chart ladder "$ROOT/data/alcts-2014.csv" -q --theme report -o ladder.svg > words
sed -n '1,8p' words
"$SURVEYSTAT" chart ladder "$ROOT/data/alcts-2014.csv" -q --theme poster --height 9 -o low.svg
rm -f ladder.svg words
# Stages that do not include the next are no ladder, unless that is meant; a report does without the chart.
cp "$ROOT"/data/alcts-2014*.csv .
sed '/^nested = no$/d' "$ROOT/data/alcts-2014-plan.ini" > alcts-2014-plan.ini
"$SURVEYSTAT" chart ladder alcts-2014.csv -q -o ladder.svg
echo "exit $?"
"$SURVEYSTAT" chart ladder alcts-2014.csv -q --not-nested -o ladder.svg | grep 'Some people'
"$SURVEYSTAT" analyze alcts-2014.csv -q --format svg -o report > words
echo "exit $?"
ls report/charts | grep -c ladder
grep 'chart was withheld' report/report.md
rm -r report words ladder.svg ./*.csv ./*.ini
