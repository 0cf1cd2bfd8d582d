#!/bin/sh
# The first result: build the graph of the bundled examples, ask it three questions, write Turtle and a picture.
# usage: demo.sh CANBO OUT   (the command, and the folder to write to; a store from before is built again)
set -eu
canbo=$1
out=$2
rm -rf "$out"
mkdir -p "$out"

step() { printf '\n\033[1m%s\033[0m\n' "$*"; }

step "1. canbo build examples/articles"
"$canbo" build examples/articles --store "$out/store" --unread "$out/unread.tsv"

step "2. Ai là lãnh đạo Ngân Sơn vào tháng 12 năm 2023?  canbo query officials --place 'ngan son' --date 2023-12-15"
"$canbo" query officials --place "ngan son" --date 2023-12-15 --store "$out/store"

step "3. Cấp ủy nào đã ban hành gì để thực hiện Nghị quyết 43-NQ/TW?  canbo query adopted-to-carry-out --number 43-NQ/TW"
"$canbo" query adopted-to-carry-out --number 43-NQ/TW --store "$out/store"

step "4. Năm 2023 Ngân Sơn không đạt những chỉ tiêu nào?  canbo query targets-missed --place 'ngan son' --year 2023"
"$canbo" query targets-missed --place "ngan son" --year 2023 --store "$out/store"

step "5. Turtle and pictures"
"$canbo" export "$out/canbo.ttl" --store "$out/store"
"$canbo" draw "$out/43-nq-tw.png" --resolution 43-NQ/TW --store "$out/store"
"$canbo" draw "$out/ngan-son.svg" --place "ngan son" --store "$out/store"
"$canbo" draw "$out/canbo.html" --store "$out/store"

printf '\nThe graph:    %s\nThe pictures: %s, %s\nThe browser:  %s\nNot read:     %s\nThe store:    %s (canbo queries lists what to ask it)\n' \
    "$out/canbo.ttl" "$out/43-nq-tw.png" "$out/ngan-son.svg" "$out/canbo.html" "$out/unread.tsv" "$out/store"
