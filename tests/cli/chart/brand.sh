# The nearest variant of a brand's colour is taken and said; what somebody could not tell apart is refused.
data=$ROOT/data/alcts-2014.csv
grep -v '^series' "$ROOT/charts/themes/report.ini" > base.ini
{ cat base.ini; printf '[brand]\ncolor = #FFCC00\n'; } > brand.ini
"$SURVEYSTAT" chart gap-dumbbell --no-auto "$data" --theme brand.ini -o gap.svg 2> said > words
grep brand said
grep -o 'data-role="mark" .*fill="#[0-9A-F]*"' gap.svg | grep -o '#[0-9A-F]*' | sort | uniq -c | sort -rn | head -3
"$SURVEYSTAT" analyze --no-auto "$data" --theme brand.ini --format svg -o report 2> said > words
grep brand said
sed 's/^series_3 = .*/series_3 = #C0392B/' "$ROOT/charts/themes/report.ini" > alike.ini
"$SURVEYSTAT" chart gap-dumbbell -q "$data" --theme alike.ini -o alike.svg
echo $?
ls
rm -r -- *.ini gap.svg said words report
