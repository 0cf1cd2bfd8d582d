// The graph page: a network that grows from what the reader searches. All text goes through textContent or a canvas. What
// is shown stands in the address, so that a link has the picture: node=… (expanded things), at=… (others added by a path),
// off=… (hidden kinds), since=… and until=….
(() => {
  "use strict";
  const root = document.getElementById("graph");
  const setUp = JSON.parse(root.dataset.setUp);
  const { base, words } = setUp;
  const by = (id) => document.getElementById(id);
  const panel = by("g-panel");
  const short = (iri) => (iri.startsWith(base) ? iri.slice(base.length) : iri);
  const fill = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);
  const say = (text) => (by("g-said").textContent = text);
  const element = (name, text, cls) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (cls) made.className = cls;
    return made;
  };
  const button = (text, act) => {
    const made = element("button", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };
  const svg = (name, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const POINTS = { hexagon: "4,1 12,1 16,8 12,15 4,15 0,8", diamond: "8,0 16,8 8,16 0,8", triangle: "8,1 16,15 0,15" };
  const symbol = (look) => {
    const box = svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" });
    if (look.shape === "ellipse") box.append(svg("circle", { cx: 8, cy: 8, r: 7, fill: look.colour }));
    else if (POINTS[look.shape]) box.append(svg("polygon", { points: POINTS[look.shape], fill: look.colour }));
    else box.append(svg("rect", { x: 1, y: 1, width: 14, height: 14, rx: 3, fill: look.colour }));
    return box;
  };
  const stroke = (look) => {
    const box = svg("svg", { width: 22, height: 8, "aria-hidden": "true" });
    const line = { x1: 0, y1: 4, x2: 22, y2: 4, stroke: look.colour, "stroke-width": 2.4 };
    box.append(svg("line", look.dashed ? { ...line, "stroke-dasharray": "5 3" } : line));
    return box;
  };

  const LABELLED = 150; // things up to which all names are drawn
  const SMALL = 400; // things up to which labels of relations and movement are drawn
  root.hidden = false;
  const cy = cytoscape({
    container: by("g-canvas"),
    minZoom: 0.05,
    maxZoom: 4,
    hideEdgesOnViewport: false,
    textureOnViewport: false,
    pixelRatio: "auto",
    style: [
      {
        selector: "node",
        style: {
          label: "data(label)", "text-wrap": "wrap", "text-max-width": 130, "text-valign": "bottom", "text-margin-y": 4,
          "font-size": 11, "font-family": '"DejaVu Sans", "Segoe UI", "Noto Sans", Roboto, Arial, sans-serif',
          color: "#22303a", "text-background-color": "#f6f8f9", "text-background-opacity": 0.75,
          width: 22, height: 22, "border-width": 1.5, "border-color": "#fff", "min-zoomed-font-size": 3.5,
        },
      },
      ...Object.entries(setUp.nodes).map(([kind, look]) => ({
        selector: `node[kind = "${kind}"]`,
        style: { shape: look.shape, "background-color": look.colour },
      })),
      {
        selector: "edge",
        style: {
          width: 1.4, "curve-style": "haystack", "font-size": 9.5, color: "#55616a", "text-rotation": "autorotate",
          "text-background-color": "#f6f8f9", "text-background-opacity": 0.85, "min-zoomed-font-size": 8, opacity: 0.75,
        },
      },
      ...Object.entries(setUp.edges).map(([kind, look]) => ({
        selector: `edge[kind = "${kind}"]`,
        style: { "line-color": look.colour, "target-arrow-color": look.colour, "line-style": look.dashed ? "dashed" : "solid" },
      })),
      { selector: "node.many", style: { "min-zoomed-font-size": 7 } },
      { selector: "edge.small", style: { "curve-style": "bezier", "target-arrow-shape": "triangle", "arrow-scale": 0.8 } },
      { selector: "edge.former", style: { "line-style": "dashed" } },
      { selector: ".expanded", style: { "border-width": 3, "border-color": "#22303a" } },
      { selector: ".hidden", style: { display: "none" } },
      { selector: ".faded", style: { opacity: 0.25 } },
      { selector: "edge.near", style: { label: "data(label)", opacity: 1, width: 2.2 } },
      { selector: ".onpath", style: { "underlay-color": "#ffe25c", "underlay-opacity": 0.9, "underlay-padding": 5 } },
      { selector: "node.chosen", style: { "border-width": 4, "border-color": "#d6336c" } },
    ],
  });
  window.network = cy;

  const state = { expanded: new Map(), off: new Set(), since: "", until: "", depth: "1", path: [] };
  let chosen = "";
  let most = 2000;

  // --- the address ---
  const keep = () => {
    const asked = new URLSearchParams();
    const lang = new URLSearchParams(location.search).get("lang");
    if (lang) asked.set("lang", lang);
    for (const [iri, each] of state.expanded) asked.append("node", short(iri) + (each > 60 ? `!${each}` : ""));
    if (state.depth !== "1" && state.expanded.size) asked.set("depth", state.depth);
    if (state.path.length) {
      asked.set("from", short(state.path[0]));
      asked.set("to", short(state.path.at(-1)));
    }
    for (const kind of state.off) asked.append("off", kind);
    if (state.since) asked.set("since", state.since);
    if (state.until) asked.set("until", state.until);
    history.replaceState(null, "", `/graph${asked.size ? `?${asked}` : ""}`);
  };

  // --- data ---
  const get = async (address) => {
    const answer = await fetch(address).catch(() => null);
    return answer && answer.ok ? answer.json() : null;
  };
  // Puts in what is new, near `near`, and returns that.
  const put = (data, near) => {
    most = data.most;
    const from = near && cy.getElementById(near).nonempty() ? cy.getElementById(near).position() : { x: 0, y: 0 };
    const room = most - cy.nodes().length;
    const fresh = data.nodes.filter((node) => cy.getElementById(node.id).empty());
    if (fresh.length > room) say(fill(words.full, { number: cy.nodes().length + Math.max(0, room) }));
    const added = cy.collection();
    cy.batch(() => {
      for (const node of data.nodes) if (node.more) cy.getElementById(node.id).data("more", node.more);
      added.merge(cy.add(fresh.slice(0, Math.max(0, room)).map((node, i) => ({
        group: "nodes",
        data: node,
        position: { x: from.x + 60 * Math.cos(i * 2.4) * Math.sqrt(i + 1), y: from.y + 60 * Math.sin(i * 2.4) * Math.sqrt(i + 1) },
      }))));
      const edges = data.edges.map((edge) => ({ ...edge, id: [edge.from, edge.to, edge.kind, edge.label].join("\n") }));
      added.merge(cy.add(edges.filter((edge) => cy.getElementById(edge.id).empty() && cy.getElementById(edge.from).nonempty() && cy.getElementById(edge.to).nonempty()).map((edge) => ({
        group: "edges",
        data: { ...edge, source: edge.from, target: edge.to },
        classes: edge.former ? "former" : "",
      }))));
      cy.edges().toggleClass("small", cy.nodes().length <= SMALL);
      cy.nodes().toggleClass("many", cy.nodes().length > LABELLED);
    });
    return added;
  };
  // Lays out what is visible, from where it stands or anew, in steps that leave the page time to answer.
  let running = 0;
  const arrange = (anew) =>
    new Promise((done) => {
      const mine = ++running;
      const shown = cy.nodes(":visible");
      const many = shown.length > SMALL;
      const points = shown.map((node) => ({ id: node.id(), node, ...(anew ? {} : node.position()) }));
      const ids = new Set(points.map((one) => one.id));
      const links = cy.edges(":visible").map((edge) => ({ source: edge.source().id(), target: edge.target().id() })).filter((one) => ids.has(one.source) && ids.has(one.target));
      const forces = d3.forceSimulation(points).stop()
        .force("link", d3.forceLink(links).id((one) => one.id).distance(many ? 55 : 135))
        .force("charge", d3.forceManyBody().strength(many ? -160 : -700).distanceMax(1200))
        .force("apart", d3.forceCollide(many ? 20 : 66))
        .force("x", d3.forceX().strength(0.04))
        .force("y", d3.forceY().strength(0.06))
        .alpha(anew ? 1 : 0.5).alphaDecay(many ? 0.035 : 0.023);
      const still = many || matchMedia("(prefers-reduced-motion: reduce)").matches;
      const place = () => cy.batch(() => points.forEach((one) => one.node.inside() && one.node.position({ x: one.x, y: one.y })));
      const step = () => {
        if (mine !== running) return done(); // another layout has begun
        const until = performance.now() + 20;
        do forces.tick();
        while (performance.now() < until && forces.alpha() > 0.01);
        const over = forces.alpha() <= 0.01;
        if (over || !still) {
          place();
          cy.fit(cy.elements(":visible"), 30);
          if (cy.zoom() > 1.4) cy.zoom({ level: 1.4, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
        }
        return over ? done() : requestAnimationFrame(step);
      };
      step();
    });
  const expand = async (iri, each = 60) => {
    const data = await get(`/graph.json?node=${encodeURIComponent(short(iri))}&most=${each}`);
    if (!data) return;
    const empty = cy.nodes().empty();
    const added = put(data, iri);
    state.expanded.set(iri, each);
    cy.getElementById(iri).addClass("expanded");
    refresh();
    choose(iri);
    if (added.nonempty()) await arrange(empty);
  };
  const connect = async (from, to) => {
    const data = await get(`/graph.json?from=${encodeURIComponent(short(from))}&to=${encodeURIComponent(short(to))}`);
    cy.elements().removeClass("onpath");
    if (!data) return say(fill(words.none, { steps: 8 }));
    const empty = cy.nodes().empty();
    put(data, from);
    state.path = data.nodes.map((node) => node.id);
    const on = new Set(state.path);
    cy.nodes().filter((node) => on.has(node.id())).addClass("onpath");
    for (let i = 1; i < state.path.length; i += 1) {
      cy.getElementById(state.path[i - 1]).edgesWith(cy.getElementById(state.path[i])).addClass("onpath near");
    }
    refresh();
    say(data.nodes.map((node) => node.label).join(" – "));
    return arrange(empty);
  };

  // --- legend and filters ---
  const legend = (place, which, icon, elements) => {
    const counts = new Map();
    elements.forEach((one) => counts.set(one.data("kind"), (counts.get(one.data("kind")) || 0) + 1));
    place.replaceChildren();
    for (const [kind, look] of Object.entries(setUp[which])) {
      if (!counts.has(kind)) continue;
      const label = element("label");
      const box = element("input");
      box.type = "checkbox";
      box.value = kind;
      box.checked = !state.off.has(kind);
      box.addEventListener("change", () => {
        if (box.checked) state.off.delete(kind);
        else state.off.add(kind);
        filter();
        keep();
      });
      label.append(box, icon(look), element("span", look.name), element("span", String(counts.get(kind)), "count"));
      place.append(label);
    }
  };
  const outside = (edge) => {
    const first = (edge.data("first") || "").slice(0, 4);
    const last = (edge.data("last") || "").slice(0, 4) || first;
    return Boolean(first) && ((state.since && last < state.since) || (state.until && first > state.until));
  };
  const filter = () => {
    cy.batch(() => {
      cy.nodes().forEach((node) => node.toggleClass("hidden", state.off.has(node.data("kind"))));
      cy.edges().forEach((edge) => edge.toggleClass("hidden", state.off.has(edge.data("kind")) || outside(edge)));
      // What is left without any relation goes too, unless the reader has asked for it.
      cy.nodes().forEach((node) => {
        if (node.hasClass("hidden") || state.expanded.has(node.id()) || state.path.includes(node.id())) return;
        const kept = node.connectedEdges().some((edge) => !edge.hasClass("hidden") && !state.off.has(edge.source().data("kind")) && !state.off.has(edge.target().data("kind")));
        if (!kept) node.addClass("hidden");
      });
    });
    say(fill(words.count, { things: cy.nodes(":visible").length, relations: cy.edges(":visible").length }));
  };
  const refresh = () => {
    legend(by("g-nodes"), "nodes", symbol, cy.nodes());
    legend(by("g-edges"), "edges", stroke, cy.edges());
    filter();
    keep();
  };

  // --- the panel ---
  const heading = (look, icon, title, detail) => {
    const kind = element("div", undefined, "kind");
    kind.append(icon(look), element("span", look.name));
    panel.replaceChildren(kind, element("h2", title));
    if (detail) panel.append(element("p", detail, "quiet"));
    panel.scrollTop = 0;
  };
  const light = (near) => {
    cy.batch(() => {
      cy.elements().removeClass("faded near chosen");
      if (!near) return;
      cy.elements().not(near).addClass("faded");
      if (near.edges().length < 80) near.edges().addClass("near");
    });
  };
  const dates = (edge) => [edge.data("first"), edge.data("last")].filter((one, i, all) => one && all.indexOf(one) === i).join(" – ");
  const choose = (iri) => {
    const node = cy.getElementById(iri);
    if (node.empty()) return;
    chosen = iri;
    light(node.closedNeighborhood());
    node.addClass("chosen");
    heading(setUp.nodes[node.data("kind")], symbol, node.data("label"), node.data("detail"));
    const acts = element("div", undefined, "acts");
    if (!state.expanded.has(iri)) acts.append(button(words.expand, () => expand(iri)));
    if (node.data("url")) {
      const page = element("a", words.page);
      page.href = node.data("url");
      acts.append(page);
    }
    acts.append(button(words.to, () => by("g-to").focus()));
    acts.append(button(words.remove, () => remove(iri)));
    panel.append(acts);
    const each = state.expanded.get(iri);
    if (each && node.data("more") > each) {
      panel.append(element("p", fill(words.more, { number: node.data("more"), shown: each }), "note"));
      panel.append(button(words.all, () => expand(iri, Math.min(each * 4, most))));
    }
    const list = element("ul");
    node.connectedEdges().sort((a, b) => (b.data("last") || "").localeCompare(a.data("last") || "")).slice(0, 200).forEach((edge) => {
      const outward = edge.source().id() === iri;
      const other = outward ? edge.target() : edge.source();
      const row = element("li");
      row.append(button(other.data("label"), () => choose(other.id())));
      const how = element("span", undefined, "how");
      how.append(`${outward ? "→" : "←"} `, button(edge.data("label"), () => chooseEdge(edge)), ` ${dates(edge)}`);
      row.append(how);
      list.append(row);
    });
    panel.append(element("h3", `${words.relations} (${node.connectedEdges().length})`), list);
  };
  const chooseEdge = async (edge) => {
    light(edge.union(edge.connectedNodes()));
    const former = edge.data("former") ? ` (${words.former})` : "";
    const title = `${edge.source().data("label")} – ${edge.data("label")}${former} – ${edge.target().data("label")}`;
    heading(setUp.edges[edge.data("kind")], stroke, title, dates(edge));
    const asked = edge.data("nodes").map((iri) => `node=${encodeURIComponent(short(iri))}`).join("&");
    const data = asked ? await get(`/graph/words.json?${asked}`) : null;
    if (!data || !data.words.length) return;
    panel.append(element("h3", words.words));
    for (const one of data.words) {
      const quote = element("blockquote");
      const link = element("a", one.quote);
      link.href = one.url;
      link.lang = "vi";
      quote.append(link, element("div", [one.document, one.day].filter(Boolean).join(" · "), "note"));
      panel.append(quote);
    }
  };
  const remove = (iri) => {
    const node = cy.getElementById(iri);
    const leaves = node.neighborhood("node").filter((one) => one.neighborhood("node").length === 1 && !state.expanded.has(one.id()));
    cy.remove(leaves);
    cy.remove(node);
    state.expanded.delete(iri);
    if (state.path.includes(iri)) state.path = [];
    chosen = "";
    panel.replaceChildren();
    light(null);
    refresh();
  };

  // --- what the reader does ---
  cy.on("tap", "node", (event) => choose(event.target.id()));
  cy.on("dbltap", "node", (event) => expand(event.target.id()));
  cy.on("tap", "edge", (event) => chooseEdge(event.target));
  cy.on("tap", (event) => {
    if (event.target !== cy) return;
    chosen = "";
    light(null);
    panel.replaceChildren();
  });
  by("g-add").addEventListener("taken", (event) => {
    by("g-add").value = "";
    expand(event.detail.node);
  });
  by("g-to").addEventListener("taken", (event) => {
    by("g-to").value = "";
    const from = chosen || [...state.expanded.keys()].at(-1);
    if (from) connect(from, event.detail.node);
    else say(words.from);
  });
  for (const end of ["since", "until"]) {
    by(`g-${end}`).addEventListener("input", () => {
      state[end] = /^\d{4}$/.test(by(`g-${end}`).value) ? by(`g-${end}`).value : "";
      filter();
      keep();
    });
  }
  document.querySelector(".legend-side").addEventListener("submit", (event) => event.preventDefault());
  const zoom = (factor) => cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  const acts = {
    in: () => zoom(1.3),
    out: () => zoom(1 / 1.3),
    fit: () => cy.fit(cy.elements(":visible"), 30),
    again: () => arrange(true),
    clear: () => {
      cy.elements().remove();
      Object.assign(state, { expanded: new Map(), path: [], depth: "1" });
      chosen = "";
      panel.replaceChildren();
      refresh();
    },
    picture: () => {
      const link = element("a");
      link.href = URL.createObjectURL(cy.png({ output: "blob", full: true, scale: Math.min(2, 8000 / Math.max(cy.elements().boundingBox().w, cy.elements().boundingBox().h, 1)), bg: "#ffffff" }));
      link.download = "canbo.png";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    },
    link: async () => {
      keep();
      // Without permission for the clipboard the address bar has the link.
      await navigator.clipboard?.writeText(location.href).catch(() => undefined);
      say(`${words.copied} ${location.href}`);
    },
  };
  for (const one of root.querySelectorAll("[data-do]")) one.addEventListener("click", () => acts[one.dataset.do]());
  new ResizeObserver(() => cy.resize()).observe(by("g-canvas"));

  // --- what the address says ---
  const start = async () => {
    const asked = new URLSearchParams(location.search);
    asked.getAll("off").forEach((kind) => state.off.add(kind));
    for (const end of ["since", "until"]) {
      state[end] = /^\d{4}$/.test(asked.get(end) || "") ? asked.get(end) : "";
      by(`g-${end}`).value = state[end];
    }
    const full = (one) => (one.includes("://") ? one : base + one);
    const nodes = asked.getAll("node").map((one) => one.split("!"));
    const path = [asked.get("from"), asked.get("to")];
    state.depth = /^[123]$/.test(asked.get("depth") || "") ? asked.get("depth") : "1";
    for (const [one, each] of nodes) {
      const data = await get(`/graph.json?node=${encodeURIComponent(one)}&most=${Number(each) || 60}&depth=${state.depth}`);
      if (!data) continue;
      put(data);
      state.expanded.set(full(one), Number(each) || 60);
      cy.getElementById(full(one)).addClass("expanded");
    }
    refresh();
    if (cy.nodes().nonempty()) await arrange(true);
    if (path[0] && path[1]) await connect(full(path[0]), full(path[1]));
    else if (state.expanded.size === 1 && state.depth === "1") choose([...state.expanded.keys()][0]);
    root.dataset.ready = "";
  };
  start();
})();
