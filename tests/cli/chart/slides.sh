# On a page of fixed height a few of the smallest rows go, and the chart says so; where that is not enough, it is
# drawn in parts; nothing is set smaller, and nothing is withheld.
"$SURVEYSTAT" analyze -q "$ROOT/data/alcts-2014.csv" --theme slide --format svg -o report > words
grep -h 'Not shown' report/charts/*.alt.txt
ls report/charts/*.svg | wc -l
grep 'charts in charts' words
grep -c 'The chart was withheld' report/report.md
grep -o '(charts/05[^)]*)' report/report.md
grep -o '"charts/05[^"]*svg"' report/manifest.json
head -qn 1 report/charts/05-*.alt.txt
cut -d, -f1,4 report/charts/05-*-1.csv
rm -r report words
