# Cases 86 and 87: what is not a report of ours is left alone, links always.
try() {
  "$SURVEYSTAT" analyze --quiet --format png --theme screen "$ROOT/data/alcts-2014.csv" "$@" \
    2>&1 >/dev/null
  echo "exit $?"
}
mkdir folder && echo mine >folder/mine && ln -s folder link && ln -s nowhere dangling
echo mine >file
try -o folder
try -o file
try -o link
try -o link --force
try -o dangling --force
try -o no/such
try -o .
ls -A . folder && cat folder/mine file

# With --force the folder is replaced; after that it is ours, until somebody adds to it.
try -o folder --force
try -o folder
echo mine >folder/mine
try -o folder
cat folder/mine
ls -A
