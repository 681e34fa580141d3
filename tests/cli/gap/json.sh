# The members that issue 2 names, with the numbers that were published.
"$SURVEYSTAT" gap -q --format json "$ROOT/data/alcts-2014.csv" | python3 -c '
import json, sys
results = json.load(sys.stdin)
gap = results["gaps"][0]
print(results["schema"], results["respondents"], gap["use"], gap["follow"], gap["base"])
for item in gap["items"] + [gap["any"]]:
    share = lambda key: "{n} {p:.3f} [{lo:.3f}, {hi:.3f}]".format(**item[key]) if item[key] else None
    print(item["label"], item["has_account"], item["nested"], share("use"), share("follow"),
          item["both"], share("unreached"), share("conversion"), item["test"], sep="; ")'
