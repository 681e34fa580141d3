# The ladder of the plan, and a page on which it does not fit.
"$SURVEYSTAT" chart ladder "$ROOT/data/alcts-2014.csv" -q --theme report -o ladder.svg > words
sed -n '1,8p' words
"$SURVEYSTAT" chart ladder "$ROOT/data/alcts-2014.csv" -q --theme poster --height 9 -o low.svg
rm -f ladder.svg words
