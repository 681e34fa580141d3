# Warnings under --strict: shown, and nothing is written.
printf 'Role,Note\nLibrarian,a 5" pipe\nStaff,b\nStaff,c\nLibrarian,d\n' > quote.csv
"$SURVEYSTAT" analyze --strict quote.csv
status=$?
ls
rm quote.csv
exit $status
