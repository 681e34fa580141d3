# A chart whose rows do not fit the page is drawn in parts, each in a file of its own; none is written over.
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" chart forest "$data" drivers-q17 -q --theme slide -o drivers.svg > words
ls -- *.svg
grep -e '^Forest' -e '(. of' -e 'part of the chart' words
rm drivers-1.svg
"$SURVEYSTAT" chart forest "$data" drivers-q17 -q --theme slide -o drivers.svg
echo "exit $?"
ls -- *.svg
"$SURVEYSTAT" chart forest "$data" drivers-q17 -q --force --theme slide -o drivers.svg > words
ls -- *.svg
"$SURVEYSTAT" chart ladder "$data" -q --theme slide --height 3 -o ladder.svg
ls -- *.svg
rm -- *.svg words
