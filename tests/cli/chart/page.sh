# Size, resolution and title as asked for.
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" chart gap-dumbbell "$data" -q --theme report --width 8 --title 'A title' -o gap.svg | sed -n 3p
grep -o '<svg.*width="[0-9.]*pt"' gap.svg
"$SURVEYSTAT" chart gap-dumbbell "$data" -q --theme report --dpi 50 -o gap.png > words
od -An -j 16 -N 4 -t u1 gap.png
rm gap.svg gap.png words
