# What people typed among closed answers goes; what is cleared stays; formulas are made harmless.
cat >in.csv <<'END'
Timestamp,Email,Age,"Which? [A]","Which? [Other (please specify)]",Tools,Why?,Remarks
2024-03-05 14:22:10,a@b.org,34,A,my name is Ann,"R, Excel",because of Ann,=1+1
2024-03-05 15:00:00,c@d.org,35,,,"R, my own: bob@x.org",Bob,-2
2024-03-06 09:01:00,e@f.org,thirty (Eve),A,call 555-1234,Excel,,none
END
cat >book.csv <<'END'
column,header,question,text,type,role,item,mark,base,use,clear,levels,separator
1,Timestamp,q1,Timestamp,date,answer,,,answered,technical,,,
2,Email,q2,Email,text,answer,,,answered,personal,,,
3,Age,q3,Age,numeric,answer,,,answered,opinion,,,
4,Which? [A],q4,Which?,multi,option,A,,ticked,opinion,,,
5,Which? [Other (please specify)],q4,Which?,multi,option,Other,other,ticked,opinion,no,,
6,Tools,q5,Tools,multi,answer,,,ticked,opinion,,R | Excel,","
7,Why?,q6,Why?,text,answer,,,answered,opinion,,,
8,Remarks,q7,Remarks,text,answer,,,answered,opinion,yes,,
END
"$SURVEYSTAT" anonymize in.csv -c book.csv -o open.csv
cat open.csv
sed 's/,personal,,/,personal,yes,/' book.csv >wrong.csv
"$SURVEYSTAT" anonymize in.csv -c wrong.csv -o wrong-out.csv
rm in.csv book.csv wrong.csv open.csv
