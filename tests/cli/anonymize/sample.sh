# What is written is read again with the same tables for what remains, with a codebook and without;
# and nothing of what went is in it.
data=$ROOT/data/alcts-2014.csv
"$SURVEYSTAT" anonymize -q "$data" -o open.csv >list
grep -v "kept, " list
"$SURVEYSTAT" anonymize -q "$data" -o again.csv >list
cmp open.csv again.csv
"$SURVEYSTAT" inspect --no-auto --format json "$data" >before.json
"$SURVEYSTAT" inspect --no-auto --format json open.csv >after.json
"$SURVEYSTAT" inspect --no-auto -c "$ROOT/data/alcts-2014-codebook.csv" --format json open.csv >book.json
python3 - "$data" <<'END'
import csv, json, sys

def shape(question):
    def counts(options):
        return sorted((o["label"], o["count"]) for o in options)
    return (question["id"], question["text"], question["type"], question["answered"],
            question["base_rule"], question["columns"], counts(question["options"]),
            [(r["label"], r["answered"], counts(r["options"])) for r in question.get("rows", [])])

before = json.load(open("before.json"))["questions"]
for name in ("after.json", "book.json"):
    after = json.load(open(name))["questions"]
    same = [shape(a) == shape(b) for a, b in zip(before, after)]
    print(name, len(before), len(after), "differ:",
          *(q["text"] for q, is_same in zip(before, same) if not is_same), sep="; ")
old = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline="")))
new = list(csv.reader(open("open.csv", encoding="utf-8", newline="")))
print("headers", old[:2] == new[:2], "rows", len(old), len(new))
print("numbers", [row[0] for row in new[2:]] == [str(i + 1) for i in range(850)])
gone = {cell for row in old[2:] for i, cell in enumerate(row) if i in (0, 1, 4, 5, 6, 7, 8, 11, 66)}
kept = {cell for row in new[2:] for cell in row[1:]}
print("left of what went:", sorted(gone & kept - {""}))
print("times left:", sum(":" in cell for row in new[2:] for cell in row))
END
rm open.csv again.csv list before.json after.json book.json
