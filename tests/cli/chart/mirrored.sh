# A chart that is read from the right: what stands at the left is named as such.
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" chart -q likert "$data" q20 -o en.svg --svg-text > /dev/null && grep -o 'Bold figures[^<]*' en.svg
"$SURVEYSTAT" chart -q likert "$data" q20 -o ar.svg --svg-text --language ar > /dev/null && grep -o 'Bold figures[^<]*' ar.svg
rm en.svg ar.svg
