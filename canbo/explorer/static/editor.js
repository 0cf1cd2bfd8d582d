// The SPARQL editor: YASGUI with one endpoint, this explorer's. It completes prefixes, classes and properties that the data
// use, and asks no other server (the policy of the page would forbid it).
(async () => {
  "use strict";
  const place = document.getElementById("editor");
  const base = place.dataset.base;
  const known = await fetch("/editor.json").then((answer) => answer.json());
  const begins = Object.entries(known.prefixes).sort((a, b) => b[1].length - a[1].length);

  Yasgui.Yasqe.defaults.autocompleters = [];
  Yasgui.Yasqe.forkAutocompleter("prefixes", {
    name: "canbo-prefixes",
    persistenceId: null,
    get: () => begins.map(([name, iri]) => `${name}: <${iri}>`).sort(),
  });
  for (const [kind, iris] of [["class", known.classes], ["property", known.properties]]) {
    Yasgui.Yasqe.forkAutocompleter(kind, { name: `canbo-${kind}`, persistenceId: null, bulk: true, get: () => iris });
  }
  if (Yasgui.Yasqe.Autocompleters.variables) Yasgui.Yasqe.defaults.autocompleters.push("variables");

  const first = known.examples[0].queries[0].text;
  Yasgui.Yasqe.defaults.value = first;
  const config = {
    requestConfig: { endpoint: "/sparql", method: "POST" },
    copyEndpointOnNewTab: false,
    populateFromUrl: false,
    persistenceId: "canbo",
    yasqe: { value: first },
    yasr: { prefixes: () => known.prefixes },
  };
  const make = () => {
    try {
      return new Yasgui(place, config);
    } catch {
      // What the browser remembers of the tabs is of another version: begin anew.
      place.replaceChildren();
      return new Yasgui(place, { ...config, persistenceId: null });
    }
  };
  const editor = make();
  const open = (text, name) => {
    const tab = editor.addTab(true, { ...Yasgui.Tab.getDefaults(editor), name, yasqe: { value: text } }, { avoidDuplicateTabs: true });
    tab.getYasqe().setValue(text);
    return tab;
  };
  // A link has the query behind the #, where no server's log keeps it.
  const fromLink = () => {
    const text = new URLSearchParams(location.hash.slice(1)).get("query");
    if (text) {
      open(text, "Query");
      history.replaceState(null, "", location.pathname);
    }
  };
  // What the browser remembers of a tab may have another endpoint.
  editor.on("queryBefore", (_, tab) => tab.setEndpoint("/sparql"));
  fromLink();
  window.addEventListener("hashchange", fromLink);

  // IRIs of the data lead to their pages here; others are no links, as there may be no network.
  const FOLDERS = /^(person|place|body|post|tenure|meeting|participation|instrument|indicator|article)\//;
  const turn = () => {
    for (const link of place.querySelectorAll(".yasr a[href]:not([data-turned])")) {
      link.dataset.turned = "";
      const iri = link.getAttribute("href");
      if (!/^https?:/.test(iri)) continue; // a download, made here
      const path = iri.startsWith(base) ? iri.slice(base.length) : "";
      if (FOLDERS.test(path)) link.setAttribute("href", `/${path}`);
      else link.removeAttribute("href");
    }
  };
  new MutationObserver(turn).observe(place, { childList: true, subtree: true });

  const choice = document.getElementById("example");
  for (const group of known.examples) {
    const part = document.createElement("optgroup");
    part.label = group.title;
    for (const one of group.queries) {
      const option = document.createElement("option");
      option.value = one.name;
      option.textContent = one.title;
      part.append(option);
    }
    choice.append(part);
  }
  const texts = new Map(known.examples.flatMap((group) => group.queries.map((one) => [one.name, one.text])));
  choice.addEventListener("change", () => {
    if (texts.has(choice.value)) open(texts.get(choice.value), choice.value);
  });
  choice.parentElement.hidden = false;
  window.editor = editor;
})();
