#!/bin/sh
# Copies the JavaScript libraries from npm: cytoscape into graph/web/ (canbo draw FILE.html and the graph page of canbo
# serve), its layout d3-force and the SPARQL editor YASGUI into canbo/explorer/static/ (canbo serve).
# Run it after a change of scripts/web/package.json; the copies are kept in the repository, so that neither a build nor a
# user needs Node or a network. The lock file names no host (scripts/web/.npmrc): npm takes its configured registry.
set -eu
cd "$(dirname "$0")/web"
if [ "${1:-}" = --update ]; then npm install --ignore-scripts --no-audit --no-fund; else npm ci --ignore-scripts --no-audit --no-fund; fi
target=../../graph/web
cp node_modules/cytoscape/dist/cytoscape.min.js "$target/cytoscape.min.js"
cp node_modules/cytoscape/LICENSE "$target/cytoscape.LICENSE"
target=../../canbo/explorer/static
# Each adds to the same global name (UMD); the last needs the others.
for name in dispatch quadtree timer force; do cat "node_modules/d3-$name/dist/d3-$name.min.js"; done > "$target/d3-force.min.js"
for name in js css; do
  # Browsers would ask for the maps, which are three times as large and not shipped.
  sed -e 's|//# sourceMappingURL=.*$||' -e 's|/\*# sourceMappingURL=.*\*/||' "node_modules/@zazuko/yasgui/build/yasgui.min.$name" > "$target/yasgui.min.$name"
done
node licences.mjs d3-force > "$target/d3-force.LICENSES"
node licences.mjs @zazuko/yasgui > "$target/yasgui.LICENSES"
rm -rf node_modules
