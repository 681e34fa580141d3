# Answers by groups: found by the question and --by; kinds that suit, and those that do not.
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" chart crosstab-dots "$data" q15 --by q10 -q --theme report -o dots.svg | head -n 7
grep -c '<g id=.*data-role="mark"' dots.svg
"$SURVEYSTAT" chart crosstab-dots "$data" q15 --by q12 -q --theme report -o none.svg 2>&1
"$SURVEYSTAT" chart heatmap "$data" q13 --by q12 -q --theme report -o heat.svg | head -n 3
"$SURVEYSTAT" chart heatmap "$data" overlap-q15 -q --theme report -o pairs.svg | head -n 4
"$SURVEYSTAT" chart small-multiples "$data" q15 --by q12 -q --theme report -o many.svg | head -n 3
"$SURVEYSTAT" chart small-multiples "$data" unreached-q15-q17-by-q12 -q --theme report -o not.svg | head -n 4
rm many.svg not.svg dots.svg heat.svg pairs.svg
