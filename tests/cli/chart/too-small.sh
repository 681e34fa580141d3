# Check A31: a page on which the chart cannot be read is refused with the size that would do; no file is left.
"$SURVEYSTAT" chart --quiet --width 6 --height 2 gap-dumbbell "$ROOT/data/alcts-2014.csv" -o small.pdf
echo "exit $?"
ls -A
