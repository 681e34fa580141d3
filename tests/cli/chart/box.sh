# Numbers by group, as far as the size of a group allows; of too few there is nothing to draw.
{
  echo 'Are you a member?,How many hours a week?'
  for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
    for j in 1 2 3 4 5 6 7 8 9 10; do
      echo "Yes,$i"
      echo "No,$((i + j))"
    done
  done
} > r.csv
"$SURVEYSTAT" chart box r.csv --by q1 -q -o box.svg | sed -n '1,8p'
"$SURVEYSTAT" chart box "$ROOT/data/exports/plain.csv" --by q1 -q -o none.svg
rm -f box.svg r.csv
