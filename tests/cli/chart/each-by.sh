# Groups of one question in panels of another: counted by both at once, beside the groups of each.
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" chart crosstab-dots "$data" q18 --by q10 --each q11 --theme report -q -o dots.svg > words
sed -n '1p;3,4p' words
grep '^Library staff: Job ads' words
grep -E '^(Panels|Too few to show|Not drawn|Withheld)' words
grep -c 'data-role="key"' dots.svg
"$SURVEYSTAT" chart heatmap "$data" q21 --by 'Are you a member of ALCTS?' --each q12 --theme report -q -o heat.pdf > words
head -n 1 words
grep -E '^(10-19 years: 3|Shading)' words
"$SURVEYSTAT" chart box "$ROOT/data/waves.csv" q4 --by q2 --each q1 --theme report -q -o box.png > words
sed -n '1p;3,4p' words
"$SURVEYSTAT" chart ridgeline "$ROOT/data/waves.csv" q4 --each q1 --by q2 --theme report --min-cell 1 -q -o ridge.png > words
head -n 1 words
"$SURVEYSTAT" chart slope "$ROOT/data/waves.csv" q3 --by q1 --each q2 --theme report -q -o slope.png > words
sed -n '1p;3,4p' words
grep '^Student: Video' words

# The same in a plan.
cp "$data" answers.csv
cp "$ROOT/data/alcts-2014-plan.ini" answers-plan.ini
printf '\n[charts]\ndraw = heatmap q21 by q10 each q12\n' >> answers-plan.ini
cp "$ROOT/data/alcts-2014-codebook.csv" answers-codebook.csv
cp "$ROOT/data/alcts-2014-targets.csv" .
"$SURVEYSTAT" analyze answers.csv -q --format svg --theme report -o out > words && ls out/charts

# What cannot be drawn so says why.
try() { "$SURVEYSTAT" chart -q "$@" -o none.pdf; echo $?; }
try likert "$data" q20 --by q10 --each q12
try small-multiples "$data" q15 --by q10 --each q12
try forest "$data" --by q10 --each q12
try upset "$data" q15 --by q10 --each q12
try heatmap "$data" q15 --by q10 --each q10
try heatmap "$data" q15 --by q10 --each q99
try heatmap "$data" --by q10 --each q12
try heatmap "$data" q20 --by q10 --each q12
try heatmap "$data" q15 --by q18 --each q12
printf '[survey]\nsampling = open-link\n[segments]\nquestions = q10\n[charts]\ndraw = heatmap q21 by q10 each q12\n' > answers-plan.ini
"$SURVEYSTAT" analyze answers.csv -q --force -o out; echo $?
rm -rf -- *.pdf *.svg *.png words answers* alcts* out
ls
