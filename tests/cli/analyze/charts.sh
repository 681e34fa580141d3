# The plan names the charts, in its order; what cannot be drawn is said with its line.
data=$ROOT/data/alcts-2014.csv
draw() { printf '[charts]\n%s\n' "$1" > plan.ini; "$SURVEYSTAT" analyze -q "$data" -p plan.ini -o report --format svg > /dev/null; }
draw 'draw = gap-bars, select-all q17, gap-dumbbell q15' && ls report/charts/*.svg && grep '^!\[' report/report.md | cut -c 1-30
draw 'draw = gap-bras'
draw 'draw = likert-stacked'
draw 'draw = select-all q17 by q4'
draw 'most = 2' && ls report/charts/*.svg
draw 'most = 500'
draw 'kinds = gap-bars'
rm -r report plan.ini
