# Records that are left out: said on the terminal, at every base of the report, in every table and
# in the JSON; in place of the plan's wish; and the whole file is still what inspect shows.
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" analyze -q --format pdf --exclude straight-line,speeder "$data" | grep -A1 850
cd alcts-2014-report || exit
echo "bases: $(grep -c '^\(- \)\?Base: ' report.md)"
echo "with records: $(grep -c "^\(- \)\?Base: .* Records: " report.md)"
grep -L "[0-9]* of 850; 16 excluded" tables/*.csv
grep -A12 '"records"' results.json
cd ..
echo '--- plan'
sed 's/^# exclude = .*/exclude = no-answer, left-early/' "${data%.csv}-plan.ini" > my.ini
"$SURVEYSTAT" gap -q -p my.ini "$data" | grep -A1 'Records'
"$SURVEYSTAT" gap -q -p my.ini --exclude none "$data" | grep 'Base'
"$SURVEYSTAT" inspect -q -p my.ini --exclude double-id "$data" | head -4
echo '--- no durations'
printf 'Role,Years\nLibrarian,5\nStaff,7\nStaff,9\nStaff,5\n' > plain.csv
"$SURVEYSTAT" inspect --exclude speeder plain.csv | grep -A1 'speeder'
echo '--- nobody left'
"$SURVEYSTAT" inspect --exclude Speedr "$data"
"$SURVEYSTAT" inspect --exclude , "$data"
{ printf 'S [A],S [B],S [C],S [D],S [E]\n'
  for word in Agree Neutral Disagree Agree Neutral Disagree Agree Neutral Disagree; do
    printf '%s,%s,%s,%s,%s\n' $word $word $word $word $word
  done; } > straight.csv
"$SURVEYSTAT" inspect --exclude straight-line straight.csv
status=$?
rm -r alcts-2014-report my.ini plain.csv straight.csv
exit $status
