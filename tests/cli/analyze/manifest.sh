# Input hash, version, options, hashes of all files; a date only when the build says so.
data=$ROOT/data/alcts-2014.csv
SOURCE_DATE_EPOCH=1395014400 "$SURVEYSTAT" analyze -q --format pdf "$data" > /dev/null
python3 - "$data" <<'PYTHON'
import hashlib, json, pathlib, sys
folder = pathlib.Path("alcts-2014-report")
manifest = json.loads((folder / "manifest.json").read_text())
digest = lambda path: hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()
print(manifest["schema"], manifest["created"], manifest["input"]["name"])
print(manifest["input"]["sha256"] == digest(sys.argv[1]))
print({key: value for key, value in manifest["options"].items() if "sha256" not in key})
files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
print(files - {"manifest.json"} == {entry["name"] for entry in manifest["files"]})
print(all(digest(folder / entry["name"]) == entry["sha256"] for entry in manifest["files"]))
PYTHON
rm -r alcts-2014-report
