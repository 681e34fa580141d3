# A kind once for each group, as panels of one page; the numbers are those of tables by group.
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" chart ranked-bars "$data" q12 --each q10 --theme report -q -o bars.svg > words
head -n 16 words
grep -c 'data-role="mark"' bars.svg
grep -c 'data-role="reference"' bars.svg
"$SURVEYSTAT" chart gap-dumbbell "$data" --each 'Are you a member of ALCTS?' --theme mono -q -o gap.pdf > words
sed -n '1p;3,4p;16,17p' words
"$SURVEYSTAT" chart likert "$data" q20 --each q12 --theme report -q -o items.pdf > words
sed -n '1p;3,4p' words
grep 'Neighbouring' words
"$SURVEYSTAT" chart histogram "$ROOT/data/waves.csv" --each q2 -q -o hours.pdf > words
head -n 1 words
grep '^Student: ' words
for kind in stacked-bar icon-array; do
  "$SURVEYSTAT" chart $kind "$data" q12 --each q10 --theme report -q -o $kind.png | head -n 1
done
"$SURVEYSTAT" chart likert-stacked "$data" q16 --each q10 --theme report -q -o one.pdf | head -n 1
"$SURVEYSTAT" chart gap-bars "$data" --each q10 --theme report -q -o one.svg | head -n 1

# What cannot be drawn so says why, and what shows groups instead.
try() { "$SURVEYSTAT" chart -q "$@" -o none.pdf; echo $?; }
try upset "$data" q15 --each q12
try slope "$ROOT/data/waves.csv" q3 --each q2
try ladder "$data" --each q10
try select-all "$data" q15 --each q12 --by q10
try select-all "$data" q15 --each q99
try select-all "$data" --each q12
try select-all "$data" q15 --each q12 --theme slide
rm -- *.pdf *.svg *.png words
ls
