# Cases 86, 87: what is not ours stays as it is.
data=$ROOT/data/alcts-2014.csv
mkdir mine && echo a > mine/a.txt && echo b > file && ln -s mine link && ln -s nowhere dangling
for folder in mine file link dangling; do
  "$SURVEYSTAT" analyze -q "$data" -o "$folder"
done
status=$?
"$SURVEYSTAT" analyze -q "$data" -o missing/report
cat mine/a.txt file && readlink link dangling
rm -r mine file link dangling
ls -A
exit $status
