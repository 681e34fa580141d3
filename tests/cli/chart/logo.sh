# The logo of a theme is in every picture; what is wrong with one is said with the line of the theme.
data=$ROOT/data/alcts-2014.csv
theme=$ROOT/data/theme/northfield.ini
"$SURVEYSTAT" chart gap-dumbbell "$data" --theme "$theme" -o gap.svg > words 2> said
grep -o 'data-role="logo"[^>]*' gap.svg
grep -c '#e76f51' gap.svg
"$SURVEYSTAT" analyze "$data" --theme "$theme" --format svg -o report > words 2> said
grep -o '"logo_sha256": .*' report/manifest.json
sha256sum < "$ROOT/data/theme/northfield.svg" | cut -c1-64
ls report/charts/*.svg | wc -l
grep -l 'data-role="logo"' report/charts/*.svg | wc -l

sed '/^\[logo\]/,/^height/d' "$theme" > none.ini
try() {
  { cat none.ini; printf '[logo]\n%s\n' "$1"; } > mine.ini
  "$SURVEYSTAT" chart gap-dumbbell -q "$data" --theme mine.ini -o mine.pdf > /dev/null
  echo $?
}
cat > shapes.svg << 'EOF'
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10">
<script>alert(1)</script></svg>
EOF
cat > bomb.svg << 'EOF'
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10">
<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></svg>
EOF
printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\352\140\0\0\352\140\010\002\0\0\0\0\0\0\0' > huge.png
truncate -s 1G large.png
mkfifo pipe.svg
echo 'no picture' > text.svg
try 'alt = Logo'
try 'file = nowhere.svg'
try 'file = .'
try 'file = pipe.svg'
try 'file = text.svg'
try 'file = huge.png'
try 'file = large.png'
try 'file = shapes.svg'
try 'file = bomb.svg'
try 'file = shapes.svg' > said 2>&1
"$SURVEYSTAT" analyze -q "$data" --theme mine.ini -o other
echo $?
ls
rm -r -- *.ini *.svg *.png report said words
