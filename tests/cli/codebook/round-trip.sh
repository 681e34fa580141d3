# A codebook that is given back unchanged changes nothing.
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" codebook -q "$data" -o book.csv
"$SURVEYSTAT" codebook -q "$data" | cmp - book.csv
"$SURVEYSTAT" codebook -q -c book.csv "$data" | cmp - book.csv
"$SURVEYSTAT" gap -q --format csv "$data" > before.csv
"$SURVEYSTAT" gap -q --format csv -c book.csv "$data" | cmp - before.csv
rm book.csv before.csv
