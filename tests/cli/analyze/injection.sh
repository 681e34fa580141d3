# Cases 55 to 60: a label is a label in every format.
{
  echo 'What do you like?'
  for i in 1 2 3 4 5 6; do
    echo '=1+1'; echo '<script>alert(1)</script>'; echo '[x](http://evil.example) | **b**'
    printf 'clear\x1b[2J\n'; echo '../../x'; echo '%s%n'
  done
} > labels.csv
"$SURVEYSTAT" analyze -q --format pdf labels.csv > out.txt
grep -c $'\x1b' out.txt labels-report/report.md labels-report/tables/*.csv labels-report/charts/*.{csv,txt} 2> /dev/null
grep -c -E '(^|[^\\])(<script|]\(http)' labels-report/report.md
grep -h -e "'=1+1" labels-report/tables/*.csv | head -1 | cut -d, -f1-4
find . -name x
rm -r labels.csv out.txt labels-report
