# On a page of fixed height the smallest rows go, and the chart says so; nothing is set smaller.
"$SURVEYSTAT" analyze -q "$ROOT/data/alcts-2014.csv" --theme slide --format svg -o report > words
grep -h 'Not shown' report/charts/*.alt.txt
ls report/charts/*.svg | wc -l
rm -r report words
