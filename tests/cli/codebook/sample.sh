# The codebook beside the sample survey is the one that the program writes today.
"$SURVEYSTAT" codebook --quiet --no-auto "$ROOT/data/alcts-2014.csv" >now.csv
diff -u "$ROOT/data/alcts-2014-codebook.csv" now.csv
