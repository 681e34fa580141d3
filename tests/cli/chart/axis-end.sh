# The axis of bars ends at the round share next to the longest; 100 gives charts one scale, and so has a report.
# Nothing ends before 40%.
{
  echo 'Which do you like best?,Which do you use?,Which is new?'
  for i in $(seq 100); do
    echo "$((i % 3 == 0 ? 1 : i % 4)),$((i % 10 < 7 ? 1 : i % 4 + 2)),$((i % 9 + i % 5))"
  done
} | sed 's/\([0-9]*\),\([0-9]*\),\([0-9]*\)$/like \1,use \2,new \3/' > bars.csv
last() { grep -o 'data-role="axis".*' "$1" | grep -o '[0-9]*%' | tail -n 1; }
for question in q1 q2 q3; do
  "$SURVEYSTAT" chart ranked-bars bars.csv $question -q --svg-text -o $question.svg > words
  "$SURVEYSTAT" chart ranked-bars bars.csv $question -q --svg-text --axis-end 100 -o whole.svg > words
  "$SURVEYSTAT" chart ranked-bars bars.csv $question -q --svg-text --axis-end 70 -o some.svg > words
  "$SURVEYSTAT" chart ranked-bars bars.csv $question -q --svg-text --axis-end auto -o auto.svg > words
  cmp auto.svg $question.svg
  echo "$question $(last $question.svg) $(last some.svg) $(last whole.svg)"
  rm auto.svg some.svg whole.svg
done
"$SURVEYSTAT" analyze bars.csv -q --format svg --svg-text -o report > words
for chart in report/charts/*.svg; do last "$chart"; done
for end in 0 101 full -5 ''; do
  "$SURVEYSTAT" chart ranked-bars bars.csv q1 -q --axis-end "$end" -o none.svg
  echo "exit $?"
done
rm -r report bars.csv ./*.svg words
