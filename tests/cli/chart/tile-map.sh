# Maps of states: an answer by state, where people come from, and areas of one's own.
data=$ROOT/data/states.csv
"$SURVEYSTAT" chart tile-map "$data" q2 --by q1 -q --theme report -o yes.svg | sed -n '1,4p;/^Groups of/p;/^Shades/p'
grep -c 'data-role="segment"' yes.svg
"$SURVEYSTAT" chart tile-map "$data" q1 -q --theme poster -o where.svg | sed -n 3,4p
"$SURVEYSTAT" chart tile-map "$data" q3 --by q1 --each q2 -q --theme report -o panels.svg > words
sed -n '1p;3,4p' words
grep -E '^(Yes: (Alabama|Wyoming)|Shades)' words
grep -c 'data-role="swatch"' panels.svg
"$SURVEYSTAT" chart tile-map "$data" q2 --by q1 --each q3 --min-cell 1 -q --theme poster -o few.svg || echo "exit $?"
"$SURVEYSTAT" chart tile-map "$data" q2 --by q1 --each q3 -q --theme report -o none.svg || echo "exit $?"
printf 'code,name,row,column\nFB,Facebook,1,2\nLI,LinkedIn,1,1\nIG,Instagram,2,1\nYT,YouTube,2,2\n' > areas.csv
"$SURVEYSTAT" chart tile-map "$data" q3 --tiles areas.csv -q --theme report -o media.svg | sed -n 3,4p
printf '[charts]\ndraw = tile-map q3\ntiles = areas.csv\n[survey]\nsynthetic = yes\n' > plan.ini
"$SURVEYSTAT" analyze "$data" -p plan.ini -q -o report > words
ls report/charts
printf 'code,name,row,column\nFB,Facebook,1,2\nLI,LinkedIn,1,2\n' > areas.csv
"$SURVEYSTAT" chart tile-map "$data" q3 --tiles areas.csv -q --theme report -o no.svg || echo "exit $?"
"$SURVEYSTAT" chart tile-map "$data" q3 --no-auto -q --theme report -o no.svg || echo "exit $?"
rm -r report words areas.csv plan.ini yes.svg where.svg media.svg panels.svg
