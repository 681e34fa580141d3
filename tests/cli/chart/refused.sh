data=$ROOT/data/alcts-2014.csv
try() { "$SURVEYSTAT" chart -q "$@"; echo $?; }
try
try select-all
try pie "$data" -o x.pdf
try rankedbars "$data" -o x.pdf
try select-all "$data"
try select-all "$data" -o x.gif
try select-all "$data" -o x.pdf
try select-all "$data" nothing -o x.pdf
try select-all "$data" q5 -o x.pdf
try select-all "$data" q15 q17 -o x.pdf
try gap-dumbbell "$data" q99 -o x.pdf
try gap-dumbbell "$data" --theme poster --width 3 -o x.pdf
try gap-dumbbell "$data" --width 0 -o x.pdf
try gap-dumbbell "$data" --dpi 9999 -o x.png
echo old > x.pdf
try gap-dumbbell "$data" -o x.pdf
cat x.pdf
"$SURVEYSTAT" chart -q gap-dumbbell "$data" --force -o x.pdf > words
head -c 5 x.pdf
rm x.pdf words
ls
