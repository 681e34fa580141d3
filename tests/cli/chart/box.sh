# Numbers by group; of groups of fewer than 20 the median alone.
"$SURVEYSTAT" chart box "$ROOT/data/exports/plain.csv" --by q1 -q -o box.svg | sed -n '1,8p'
rm -f box.svg
