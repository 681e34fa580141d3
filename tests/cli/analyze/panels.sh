# A plan asks for panels, one for each group; the gap of every item by group is told with them.
cp "$ROOT"/data/alcts-2014*.csv "$ROOT/data/alcts-2014-plan.ini" .
printf '\n[charts]\ndraw = gap-bars q15 each q10, targets each q10, ladder each q12, likert q20 each q12\n' >> alcts-2014-plan.ini
"$SURVEYSTAT" analyze alcts-2014.csv -q --theme report -o out > /dev/null; echo $?
ls out/charts
head -n 2 out/charts/*gap-bars*.csv | cut -c 1-60
grep -c '"id": "gap-items-' out/results.json
grep -o '"id": "ladder-1-by-[a-z0-9]*"' out/results.json
grep -c '"id": "targets-by-' out/results.json
sed -i 's/each q12/each nothing/' alcts-2014-plan.ini
"$SURVEYSTAT" analyze alcts-2014.csv -q --theme report -o again > /dev/null; echo $?
rm -r out -- *.csv *.ini
ls
