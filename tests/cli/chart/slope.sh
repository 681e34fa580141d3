# Three waves in the order of time, though the file begins with the last one.
{
  echo 'When were you asked?,Would you recommend us?'
  for wave in "2025 45 75" "2019 80 40" "2021 70 50"; do
    set -- $wave
    for i in $(seq "$2"); do echo "Spring $1,No"; done
    for i in $(seq "$3"); do echo "Spring $1,Yes"; done
  done
} > waves.csv
"$SURVEYSTAT" chart slope waves.csv q2 --by q1 -q -o slope.svg > words
head -7 words
grep -c 'data-role="whisker"' slope.svg
"$SURVEYSTAT" chart slope waves.csv q2 --by q1 -q --zoom -o slope.pdf > words
grep -c 'does not start at 0' words
"$SURVEYSTAT" chart slope "$ROOT/data/alcts-2014.csv" q15 --by q10 -q -o none.pdf
rm -- *.svg *.pdf *.csv words
