# Case 64: what identifies people is in no file of a report; free text neither.
printf 'Name,Email Address,Role,Comment\nZoe Quill,zoe@example.org,Librarian,I met Zoe Quill\nAl Bert,al@example.org,Staff,nothing from al\n' > people.csv
for i in 1 2 3 4 5; do printf 'P%s Q%s,p%s@example.org,Staff,text %s\n' $i $i $i $i; done >> people.csv
"$SURVEYSTAT" analyze -q people.csv -o report > /dev/null
grep -rl -e 'example\.org' -e Zoe -e Quill report
rm -r people.csv report
