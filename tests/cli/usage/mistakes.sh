# Case 81: what is asked for does not exist. Exit 2, with what does.
try() { "$SURVEYSTAT" "$@" 2>&1; echo "exit $?"; }
try
try --bad
try analyse x.csv
try analyze
try gap
try gap --bad x.csv
try gap x.csv --format xml
try gap x.csv --format
try analyze x.csv --format png,gif
try analyze x.csv --theme psoter
try analyze x.csv y.csv
