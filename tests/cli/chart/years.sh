# Waves that are plain years, which elsewhere are a number, are waves where groups are asked for by them; it is said.
{
  echo 'Year,Would you recommend us?'
  for wave in "2023 45 75" "2019 80 40" "2021 70 50"; do
    set -- $wave
    for i in $(seq "$2"); do echo "$1,No"; done
    for i in $(seq "$3"); do echo "$1,Yes"; done
  done
} > years.csv
"$SURVEYSTAT" inspect years.csv -q | grep -A 1 'q1 Year'
"$SURVEYSTAT" chart slope years.csv q2 --by Year -o slope.svg | head -4
"$SURVEYSTAT" chart slope years.csv q1 --by q2 -q -o slope.svg
rm slope.svg years.csv
