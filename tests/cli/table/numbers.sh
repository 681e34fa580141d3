# Numbers of everybody and by group, with and without weights; a column of weights is not forgotten.
{
    echo "What is your role?,How many years have you worked?,weight"
    for i in $(seq 0 119); do
        role=Staff
        [ $((i % 3)) = 0 ] && role=Student
        echo "$role,$(((i * 37 + 11) % 40 + (i % 3) * 5)),$((i % 4)).5"
    done
} > years.csv
"$SURVEYSTAT" table years.csv q2 -q
"$SURVEYSTAT" table years.csv q2 --weight weight -q --format csv
"$SURVEYSTAT" table years.csv q2 q1 --weight weight -q
"$SURVEYSTAT" table years.csv q2 q1 > /dev/null
