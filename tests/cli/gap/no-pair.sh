printf 'Role,Years\nLibrarian,5\nStaff,7\nStaff,9\n' > plain.csv
"$SURVEYSTAT" gap -q plain.csv
status=$?
rm plain.csv
exit $status
