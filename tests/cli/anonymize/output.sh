# The output: never missing, never the input or the codebook, not what exists, not from a pipe.
printf 'Role\nx\ny\nx\n' >in.csv
printf 'column,header,question,text,type,role,item,base,use,levels\n1,Role,q1,Role,single,answer,,answered,opinion,x | y\n' >in-codebook.csv
ln in.csv link.csv
"$SURVEYSTAT" anonymize -q in.csv
"$SURVEYSTAT" anonymize -q in.csv -o link.csv --force
"$SURVEYSTAT" anonymize -q in.csv -o in-codebook.csv --force
echo mine >there.csv
"$SURVEYSTAT" anonymize -q in.csv -o there.csv
"$SURVEYSTAT" anonymize -q - -o new.csv <in.csv
"$SURVEYSTAT" anonymize -q in.csv -o there.csv --force
cat in.csv there.csv
rm in.csv link.csv in-codebook.csv there.csv
