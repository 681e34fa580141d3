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
"$SURVEYSTAT" chart targets "$data" --each q10 --theme report -q -o aims.pdf > words
sed -n '1p;4p;12,13p' words
"$SURVEYSTAT" chart ladder "$data" --each q12 --theme report -q -o steps.png > words
sed -n '1p;9,12p' words
grep 'How many go on' words
"$SURVEYSTAT" chart ladder "$data" --each q10 --theme report -q -o steps.svg | sed -n 9,11p
# Two hundred people who ranked three drinks, a third of them students who put them the other way round.
{ echo 'What is your role?,Please rank these in order of preference [Tea],Please rank these in order of preference [Coffee],Please rank these in order of preference [Water]'
  for i in $(seq 200); do
    case $((i % 6)) in
      0|1) echo Student,$((3 - i % 2)),$((2 + i % 2)),1 ;;
      2|3|4) echo Librarian,$((1 + i % 3 / 2)),$((2 - i % 3 / 2)),3 ;;
      *) echo Librarian,3,$((1 + i % 2)),$((2 - i % 2)) ;;
    esac
  done; } > ranks.csv
"$SURVEYSTAT" chart ranking ranks.csv --each q1 --theme report -q -o places.svg > words
sed -n '1p;4,14p' words
grep -c 'data-role="mark"' places.svg
# Combinations, where nothing is protected.
"$SURVEYSTAT" chart upset "$data" q15 --each q10 --min-cell 1 --theme report -q -o sets.svg > words
sed -n '1p;3,4p' words
grep -E '^(All|MLIS student): (.Facebook. alone|Facebook|.* other combination)' words
grep -c 'data-role="reference"' sets.svg

# What cannot be drawn so says why, and what shows groups instead.
try() { "$SURVEYSTAT" chart -q "$@" -o none.pdf; echo $?; }
try upset "$data" q15 --each q12
try slope "$ROOT/data/waves.csv" q3 --each q2
try ladder "$data" --each q15
try select-all "$data" q15 --each q12 --by q10
try select-all "$data" q15 --each q99
try select-all "$data" --each q12
try select-all "$data" q15 --each q12 --theme slide
rm -- *.pdf *.svg *.png ranks.csv words
ls
