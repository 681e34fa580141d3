# Reverse, nets, missing, order of levels and marks, edited in a spreadsheet that sorts the rows,
# turns the columns round, adds empty ones, and saves ; and Windows-1252.
cat >in.csv <<'END'
Opinion,Rate [Good],Rate [Bad],Media [A],Media [B],Media [C],Café
Strongly agree,Strongly agree,Strongly disagree,x,,,tea
Agree,Agree,Disagree,x,x,,tea
Disagree,Disagree,Agree,,x,,café
Strongly disagree,Don't know,Don't know,,,x,café
Agree,Agree,Strongly disagree,x,x,x,?
END
"$SURVEYSTAT" codebook -q in.csv -o book.csv
python3 - <<'END'
import csv
rows = list(csv.DictReader(open("book.csv", encoding="utf-8")))
for row in rows:
    if row["column"] == "1":
        row["reverse"] = "Yes"
    if row["column"] == "3":
        row["reverse"] = "yes"
    if row["column"] in ("1", "2"):
        row["nets"] = "Any agreement = Strongly agree | Agree; Any disagreement=Disagree|Strongly disagree"
    if row["column"] == "4":
        row["nets"] = "A or B = A | B"
    if row["column"] == "7":
        row.update(question="drink", levels="café | tea", missing="?", apart="tea=other", nets="")
with open("edited.csv", "w", encoding="cp1252", newline="") as out:
    fields = list(reversed(rows[0])) + ["", ""]
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(fields)
    for row in sorted(rows, key=lambda row: row["header"]):
        writer.writerow([row.get(field, "") for field in fields])
END
"$SURVEYSTAT" inspect -c edited.csv --format json in.csv >out.json
python3 - <<'END'
import json
for q in json.load(open("out.json"))["questions"]:
    def show(name, options, base):
        print(name, base, *(f"{o['label']}={o['count']}" + ("*" if o.get("net") else "") +
                            (f"({o['mark']})" if "mark" in o else "") for o in options), sep="; ")
    show(q["id"], q["options"], q["answered"])
    for row in q.get("rows", []):
        show("  " + row["label"], row["options"], row["answered"])
    if "reversed" in q["reason"]:
        print("  " + q["reason"])
END
"$SURVEYSTAT" analyze -q -c edited.csv in.csv -o out >/dev/null
grep -e '(net)' -e 'reversed' out/report.md
"$SURVEYSTAT" codebook -q -c edited.csv in.csv -o again.csv
"$SURVEYSTAT" codebook -q -c again.csv in.csv | cmp - again.csv
rm -r in.csv book.csv edited.csv again.csv out.json out
