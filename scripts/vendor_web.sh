#!/bin/sh
# Copies the graph library of the interactive pages (canbo draw FILE.html) from npm into graph/web/.
# Run it after a change of scripts/web/package.json; the copy is kept in the repository, so that neither a build nor a
# user needs Node or a network. The lock file names no host (scripts/web/.npmrc): npm takes its configured registry.
set -eu
cd "$(dirname "$0")/web"
if [ -f package-lock.json ]; then npm ci --ignore-scripts --no-audit --no-fund; else npm install --ignore-scripts --no-audit --no-fund; fi
target=../../graph/web
cp node_modules/cytoscape/dist/cytoscape.min.js "$target/cytoscape.min.js"
cp node_modules/cytoscape/LICENSE "$target/cytoscape.LICENSE"
rm -rf node_modules
