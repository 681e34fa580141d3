# Each command tells about itself, with an example.
for command in analyze inspect codebook gap anonymize; do
  "$SURVEYSTAT" "$command" --help | grep -e '^Usage' -e '^Example' -e '--help' -e '--version'
done
