# Cases 55 to 60: a label is a label in every format.
python3 - > labels.csv <<'PYTHON'
labels = ["=1+1", "<script>alert(1)</script>", "[x](http://evil.example) | **b**", "clear\x1b[2J",
          "../../x", "%s%n"]
print("What do you like?,Role")
for i in range(36):
    print(f'"{labels[i % 6]}",' + ("Staff" if i % 4 else "Librarian"))
PYTHON
"$SURVEYSTAT" analyze -q --format pdf labels.csv > out.txt
grep -c $'\x1b' out.txt labels-report/report.md labels-report/tables/*.csv labels-report/charts/*.{csv,txt} 2> /dev/null
grep -c -E '(^|[^\\])(<script|]\(http)' labels-report/report.md
grep -h -e "'=1+1" labels-report/tables/*.csv | head -1 | cut -d, -f1-4
find . -name x
rm -r labels.csv out.txt labels-report
