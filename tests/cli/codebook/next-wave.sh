# The codebook of the first wave on the second: all that differs is said at once, and nothing is
# written; --accept-drift goes by the headers and warns.
printf 'Role,Media [Facebook],Media [Orkut],How satisfied are you?,City\nLibrarian,x,,Good,Rome\nStudent,,x,Bad,Paris\nStudent,x,x,Good,Rome\n' >one.csv
printf 'Role,Media [Facebook],Media [TikTok],How satisfied are you now?,Income,City\nLibrarian,x,,Good,low,Rome\nArchivist,,x,Bad,high,Paris\nArchivist,x,x,Good,low,Rome\n' >two.csv
"$SURVEYSTAT" codebook -q one.csv -o one-codebook.csv
"$SURVEYSTAT" analyze -q -c one-codebook.csv two.csv -o out
echo "status $?"
ls -d out 2>/dev/null
"$SURVEYSTAT" codebook -c one-codebook.csv --accept-drift two.csv -o two-codebook.csv
"$SURVEYSTAT" codebook -q two.csv | cut -d, -f1-7,18
rm one.csv two.csv one-codebook.csv two-codebook.csv
