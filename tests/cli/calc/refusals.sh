# A wrong call is exit 2, a wrong number exit 1; with --format json the reason is on standard output too.
try() { "$SURVEYSTAT" calc "$@"; echo "exit $?"; }
try prop_ci.wilsen x=1 n=2
try prop_ci.nothing x=1 n=2
try prop_ci.wilson x=1
try prop_ci.wilson x=1 n=2 m=3
try prop_ci.wilson x=1 x=2 n=3
try prop_ci.wilson x n=3
try prop_ci.wilson x=3 n=2 --format json
try prop_ci.wilson x=-1 n=2
try prop_ci.wilson x=one n=2
try prop_ci.wilson x=1 n=2 conf=95
try prop_ci.wilson x=1 n=2 --format xml
echo '[1, 2]' | try prop_ci.wilson --input - --format json
echo '{"x": 1, "n": ' | try prop_ci.wilson --input -
echo '{"x": [1], "n": 2}' | try prop_ci.wilson --input -
try prop_ci.wilson x=1 --input -
try prop_ci.wilson --input no-such-file.json
