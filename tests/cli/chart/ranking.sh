# A ranking that a codebook names: who put what where, with the numbers beside the picture.
cat > codebook.csv <<'END'
column,header,question,text,type,role,item,mark,base,use,clear,levels,apart,reason
1,a,r,Put in order,rank,row,Journals,,answered,opinion,,1 | 2 | 3,,
2,b,r,Put in order,rank,row,Webinars,,answered,opinion,,1 | 2 | 3,,
3,c,r,Put in order,rank,row,Meetings,,answered,opinion,,1 | 2 | 3,,
END
{ echo a,b,c; for i in 1 2 3 4 5 6 7 8; do printf '1,2,3\n1,3,2\n1,2,3\n2,1,3\n'; done; } > r.csv
"$SURVEYSTAT" chart ranking r.csv --codebook codebook.csv -q -o ranking.svg > words
sed -n '1,8p' words
rm -f ranking.svg words r.csv codebook.csv
