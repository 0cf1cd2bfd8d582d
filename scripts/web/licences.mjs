// Prints the licences of packages and of all that they depend on, as npm has installed them: name, version, licence as
// declared, and the text of the licence where the package carries one. Bundles have all of that inside.
import { existsSync, readdirSync, readFileSync } from "node:fs";

const waiting = process.argv.slice(2);
const done = new Set();
const shown = [];
while (waiting.length) {
  const name = waiting.shift();
  const folder = `node_modules/${name}`;
  if (done.has(name) || !existsSync(folder)) continue;
  done.add(name);
  const about = JSON.parse(readFileSync(`${folder}/package.json`, "utf-8"));
  waiting.push(...Object.keys(about.dependencies ?? {}));
  const licence = about.license ?? (about.licenses ?? []).map((one) => one.type).join(" or ");
  const file = readdirSync(folder).sort().find((one) => /^(licen[cs]e|copying)/i.test(one));
  const text = file ? readFileSync(`${folder}/${file}`, "utf-8").replace(/\r/g, "").trim() : "(the package has no licence file)";
  shown.push([name, `${name} ${about.version}: ${licence || "no licence declared; see the text"}\n\n${text}\n`]);
}
shown.sort(([one], [other]) => (one < other ? -1 : 1));
console.log(shown.map(([, text]) => text).join(`\n${"-".repeat(80)}\n\n`));
