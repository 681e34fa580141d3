# A choice with a column for each answer keeps its order through a codebook: tables and charts are the same.
awk 'BEGIN {
  print "Respondent ID,Age,,,,Likes it"
  print ",18-29,30-44,45-60,> 60,Response"
  split("18-29|30-44|45-60|> 60", answer, "|")
  for (i = 1; i <= 200; i++) {
    at = i % 7 == 0 ? 1 : i % 5 == 0 ? 2 : i % 2 == 0 ? 3 : 4
    line = 1000 + i
    for (a = 1; a <= 4; a++) line = line "," (a == at ? answer[a] : "")
    print line "," (i % 3 ? "Yes" : "No")
  }
}' > survey.csv
"$SURVEYSTAT" analyze -q survey.csv -o plain --format pdf > /dev/null
"$SURVEYSTAT" codebook -q survey.csv -o survey-book.csv > /dev/null
"$SURVEYSTAT" analyze -q survey.csv -c survey-book.csv -o with-book --format pdf > /dev/null
cut -d, -f3,4 plain/tables/*-age.csv
diff -rq plain with-book | grep -v -e manifest.json -e report.md -e results.json -e 00-questions.csv
rm -r survey.csv survey-book.csv plain with-book
