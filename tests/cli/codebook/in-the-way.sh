# Something that is there stays, until --force.
data=$ROOT/data/alcts-2014.csv
echo mine > book.csv
"$SURVEYSTAT" codebook -q "$data" -o book.csv
status=$?
cat book.csv
"$SURVEYSTAT" codebook -q "$data" -o book.csv --force
head -c 6 book.csv
rm book.csv
exit $status
