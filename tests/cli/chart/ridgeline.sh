# Curves of numbers by group: from what is told of the groups, or from the numbers where all may be
# told, when people of small groups are dots; of too few there is nothing to draw.
{
  echo 'Are you a member?,How many hours a week?'
  for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
    for j in 1 2 3 4 5 6 7 8 9 10; do
      echo "Yes,$(((i * j) % 17))"
      echo "No,$((i + j))"
    done
    for j in 1 2 3 4; do echo "Perhaps,$((i + 2 * j))"; done
  done
} > r.csv
for min_cell in 5 1; do
  "$SURVEYSTAT" chart ridgeline r.csv --by q1 -q --min-cell $min_cell -o r$min_cell.svg | grep -E '^(Ridge|Curves|Dots|No|Yes|Perhaps|Other)'
  "$SURVEYSTAT" analyze r.csv -q --min-cell $min_cell --format svg -o out$min_cell | tail -1
  grep -c '"density"' out$min_cell/results.json
  grep -c '"values"' out$min_cell/results.json
done
"$SURVEYSTAT" chart ridgeline "$ROOT/data/exports/plain.csv" --by q1 -q -o none.svg
"$SURVEYSTAT" chart --list | grep ridgeline
rm -rf r5.svg r1.svg r.csv out5 out1
