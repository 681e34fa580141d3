# Without a question the headline: who follows anything; with one, the answer that most gave.
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" chart icon-array "$data" -q --theme report -o any.svg | sed -n '1,4p'
"$SURVEYSTAT" chart icon-array "$data" q10 -q --theme report -o q10.svg | sed -n '1,4p'
rm -f any.svg q10.svg
