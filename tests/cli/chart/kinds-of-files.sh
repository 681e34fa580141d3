# The ending decides; the words for who cannot see the picture are printed.
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" chart gap-dumbbell "$data" -q --theme report --top 3 -o gap.svg
for ending in pdf PNG svg; do
  "$SURVEYSTAT" chart select-all "$data" q15 -q --theme screen -o "q15.$ending" | tail -1
  head -c 5 "q15.$ending" | od -c | head -1
done
"$SURVEYSTAT" chart select-all "$data" q15 -q --theme screen --svg-text -o text.svg > words
grep -c '<text' text.svg q15.svg
head -1 words
rm -- *.svg *.pdf *.PNG words
