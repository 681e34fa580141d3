# Case 93: the same bytes in every locale and time zone.
data=$ROOT/data/alcts-2014.csv
for locale in C de_DE.UTF-8 tr_TR.UTF-8 ar_EG.UTF-8 bogus; do
  LC_ALL=$locale TZ=Asia/Kathmandu "$SURVEYSTAT" gap -q --format json "$data" | sha256sum
done | sort -u | wc -l
