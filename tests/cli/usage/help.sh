# Every command has its help; the version is one line.
for command in analyze inspect codebook gap; do
  "$SURVEYSTAT" $command --help | head -n 1
done
"$SURVEYSTAT" --help | grep -c '^  [a-z]'
"$SURVEYSTAT" --version | grep -cE '^surveystat [0-9]+\.[0-9]+\.[0-9]+'
