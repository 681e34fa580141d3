# Weights that meet known margins, and what is refused: nothing is computed without them by accident.
cat > margins.csv <<'END'
question,answer,share
q10,Member,30
,"Not a member, but working in the profession",50
,MLIS student,20
END
"$SURVEYSTAT" table "$ROOT/data/alcts-2014.csv" q14 q10 --rake margins.csv -q
"$SURVEYSTAT" table "$ROOT/data/alcts-2014.csv" q14 --rake margins.csv -q --format csv | cut -d, -f1-8,14-
"$SURVEYSTAT" table "$ROOT/data/alcts-2014.csv" q14 --weight nothing -q
echo "$?"
"$SURVEYSTAT" table "$ROOT/data/alcts-2014.csv" q14 --weight q10 -q
echo "$?"
"$SURVEYSTAT" table "$ROOT/data/alcts-2014.csv" q14 --weight q10 --rake margins.csv -q
echo "$?"
sed -i 's/^,MLIS student,20/,MLIS students,20/' margins.csv
"$SURVEYSTAT" table "$ROOT/data/alcts-2014.csv" q14 --rake margins.csv -q
echo "$?"
sed -i '/MLIS/d' margins.csv
"$SURVEYSTAT" table "$ROOT/data/alcts-2014.csv" q14 --rake margins.csv -q
echo "$?"
