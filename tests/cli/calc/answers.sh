# One number for people, for programs, and from standard input; what is undefined is not an error.
"$SURVEYSTAT" calc prop_ci.wilson x=81 n=263
"$SURVEYSTAT" calc prop_ci.wilson x=0 n=0 --format json
echo '{"x": 81, "n": 263, "conf": 0.9}' | "$SURVEYSTAT" calc prop_ci.wilson --input - --format json
"$SURVEYSTAT" calc prop_ci.wilson --help
