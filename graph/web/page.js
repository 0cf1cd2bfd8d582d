// The interactive network page. Everything it shows is in #data; nothing is loaded, and all text of articles goes
// through textContent, never through markup.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = new Map(data.nodes.map((node) => [node.id, node]));
  const panel = document.getElementById("panel");
  const FACTS_AT_FIRST = 12;

  const element = (name, text, cls) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (cls) made.className = cls;
    return made;
  };

  // Lower case, no accents, đ as d, one space between words: as canbo.ontology.folding.fold does.
  const fold = (text) =>
    text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  const svg = (name, attributes) => {
    const made = document.createElementNS("ht" + "tp://www.w3.org/2000/svg", name);
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

  if (data.remark) {
    const remark = document.getElementById("remark");
    remark.textContent = data.remark;
    remark.hidden = false;
  }

  const FONT = '"DejaVu Sans", "Segoe UI", "Noto Sans", Roboto, Arial, sans-serif';
  const cy = cytoscape({
    container: document.getElementById("network"),
    elements: [
      ...data.nodes.map((node) => ({
        group: "nodes",
        data: { id: node.id, label: node.lines.join("\n"), kind: node.kind },
        position: { x: node.x, y: node.y },
        classes: node.centre ? "centre" : "",
      })),
      ...data.edges.map((edge, number) => ({
        group: "edges",
        data: { id: "e" + number, number, source: edge.from, target: edge.to, label: edge.label, kind: edge.kind },
        classes: edge.former ? "former" : "",
      })),
    ],
    layout: { name: "preset" },
    minZoom: 0.1,
    maxZoom: 4,
    style: [
      {
        selector: "node",
        style: {
          label: "data(label)", "text-wrap": "wrap", "text-valign": "bottom", "text-margin-y": 4, "font-size": 10.5,
          "font-family": FONT, color: "#22303a", "text-background-color": "#f6f8f9", "text-background-opacity": 0.75,
          "text-background-padding": 1, width: 24, height: 24, "border-width": 1.5, "border-color": "#fff",
          "min-zoomed-font-size": 5,
        },
      },
      {
        selector: "edge",
        style: {
          width: 1.4, "curve-style": "bezier", "control-point-step-size": 22, "target-arrow-shape": "triangle", "arrow-scale": 0.75,
          opacity: 0.7, "font-size": 8.5, "font-family": FONT, "text-background-color": "#f6f8f9", "text-background-opacity": 0.85,
          "text-background-padding": 1, "min-zoomed-font-size": 9,
        },
      },
      ...Object.entries(data.look.nodes).map(([kind, look]) => ({
        selector: `node[kind = "${kind}"]`,
        style: { "background-color": look.colour, shape: look.shape },
      })),
      ...Object.entries(data.look.edges).map(([kind, look]) => ({
        selector: `edge[kind = "${kind}"]`,
        style: { "line-color": look.colour, "target-arrow-color": look.colour, color: look.colour, "line-style": look.dashed ? "dashed" : "solid" },
      })),
      { selector: 'edge[kind = "holds"]', style: { label: "data(label)" } },
      { selector: "edge.former", style: { "line-style": "dashed" } },
      { selector: "node.centre", style: { "border-width": 4, "border-color": "#f0b400", width: 30, height: 30 } },
      { selector: ".hidden", style: { display: "none" } },
      { selector: ".faded", style: { opacity: 0.13 } },
      { selector: "edge.near", style: { label: "data(label)", opacity: 1, width: 2, "min-zoomed-font-size": 0 } },
      { selector: "node:selected, node.chosen", style: { "border-width": 4, "border-color": "#d6336c" } },
      { selector: "edge:selected", style: { width: 3.5, opacity: 1, label: "data(label)" } },
    ],
  });

  let moved = false; // until the reader moves the picture it follows the size of the window

  // --- the legend, which is also the filter ---
  const off = { nodes: new Set(), edges: new Set() };
  const filter = () =>
    cy.batch(() => {
      cy.nodes().forEach((node) => node.toggleClass("hidden", off.nodes.has(node.data("kind"))));
      cy.edges().forEach((edge) => edge.toggleClass("hidden", off.edges.has(edge.data("kind"))));
    });
  const legendGroup = (title, which, icon) => {
    const section = element("section");
    section.append(element("h2", title));
    for (const [kind, look] of Object.entries(data.look[which])) {
      const count = data[which].filter((item) => item.kind === kind).length;
      if (!count) continue;
      const label = element("label");
      const box = element("input");
      box.type = "checkbox";
      box.checked = true;
      box.addEventListener("change", () => {
        if (box.checked) off[which].delete(kind);
        else off[which].add(kind);
        filter();
      });
      label.append(box, icon(look), element("span", look.vi), element("span", String(count), "count"));
      section.append(label);
    }
    document.getElementById("legend").append(section);
  };
  legendGroup("Đối tượng", "nodes", symbol);
  legendGroup("Quan hệ", "edges", stroke);

  // --- the panel: what is chosen, its neighbours, its facts ---
  const factCard = (fact) => {
    const card = element("article", undefined, "fact");
    card.append(element("header", fact.heading));
    const cells = element("dl");
    for (const [name, value] of fact.cells) cells.append(element("dt", name), element("dd", value));
    const quote = element("blockquote");
    if (fact.end > fact.begin) {
      // Offsets are code points; a JavaScript string counts UTF-16 units.
      const points = Array.from(fact.sentence);
      quote.append("“" + points.slice(0, fact.begin).join(""));
      quote.append(element("mark", points.slice(fact.begin, fact.end).join("")));
      quote.append(points.slice(fact.end).join("") + "”");
    } else {
      quote.append("“", element("mark", fact.quote), "”");
    }
    const source = [fact.headline, fact.document, fact.date].filter(Boolean).join(" · ");
    card.append(cells, quote, element("footer", "Bài: " + source));
    return card;
  };
  const facts = (numbers) => {
    panel.append(element("h3", numbers.length ? `Dữ kiện trong bài báo (${numbers.length})` : "Không có dữ kiện riêng trong bài báo"));
    const show = (from, to) => numbers.slice(from, to).forEach((number) => panel.append(factCard(data.facts[number])));
    show(0, FACTS_AT_FIRST);
    if (numbers.length > FACTS_AT_FIRST) {
      const more = element("button", `Xem thêm ${numbers.length - FACTS_AT_FIRST} dữ kiện`, "more");
      more.addEventListener("click", () => {
        more.remove();
        show(FACTS_AT_FIRST);
      });
      panel.append(more);
    }
  };
  const heading = (look, icon, title, detail) => {
    panel.replaceChildren();
    panel.scrollTop = 0;
    const kind = element("div", undefined, "kind");
    kind.append(icon(look), element("span", look.vi));
    panel.append(kind, element("h2", title));
    if (detail) panel.append(element("p", detail, "detail"));
  };
  const links = (node) => {
    const list = element("ul", undefined, "links");
    for (const edge of data.edges.filter((one) => one.from === node.id || one.to === node.id)) {
      const outward = edge.from === node.id;
      const other = byId.get(outward ? edge.to : edge.from);
      const row = element("li");
      const go = element("button", other.label);
      go.type = "button";
      go.addEventListener("click", () => choose(other.id, true));
      row.append(element("span", (outward ? "→ " : "← ") + edge.label, "how"), go);
      list.append(row);
    }
    if (list.children.length) panel.append(element("h3", `Quan hệ (${list.children.length})`), list);
  };
  const light = (near) => {
    cy.batch(() => {
      cy.elements().removeClass("faded near chosen");
      if (near) {
        cy.elements().not(near).addClass("faded");
        near.edges().addClass("near");
      }
    });
  };
  const choose = (id, move) => {
    const node = byId.get(id);
    const drawn = cy.getElementById(id);
    light(drawn.closedNeighborhood());
    drawn.addClass("chosen");
    if (move) {
      moved = true;
      cy.animate({ center: { eles: drawn }, zoom: Math.max(cy.zoom(), 1.1), duration: 250 });
    }
    heading(data.look.nodes[node.kind], symbol, node.label, node.detail);
    links(node);
    facts(node.facts);
  };
  const chooseEdge = (number) => {
    const edge = data.edges[number];
    const drawn = cy.getElementById("e" + number);
    light(drawn.union(drawn.connectedNodes()));
    heading(data.look.edges[edge.kind], stroke, byId.get(edge.from).label + " – " + edge.label + " – " + byId.get(edge.to).label, "");
    facts(edge.facts);
  };
  const welcome = () => {
    light(null);
    panel.replaceChildren(
      element("h2", "Cách dùng"),
      element("p", "Bấm vào một điểm hoặc một đường nối để xem dữ kiện, kèm nguyên văn câu trong bài báo và tên bài."),
      element("p", "Gõ vào ô tìm kiếm để tìm một người, cơ quan, địa bàn, hội nghị hay văn bản; không cần gõ dấu."),
      element("p", "Bỏ chọn trong chú giải để ẩn một loại. Kéo để dời hình, lăn chuột để phóng to, thu nhỏ; Esc để bỏ chọn."),
      element("p", `Mạng lưới có ${data.nodes.length} đối tượng và ${data.edges.length} quan hệ.`, "detail"),
    );
  };
  cy.on("tap", "node", (event) => choose(event.target.id(), false));
  cy.on("tap", "edge", (event) => chooseEdge(event.target.data("number")));
  cy.on("tap", (event) => {
    if (event.target === cy) welcome();
  });

  // --- search ---
  const query = document.getElementById("query");
  const hits = document.getElementById("hits");
  const search = () => {
    const words = fold(query.value).split(" ").filter(Boolean);
    hits.replaceChildren();
    hits.hidden = !words.length;
    // All words, anywhere in the name; names that begin with what was typed come first.
    const found = data.nodes.filter((node) => words.every((word) => node.key.includes(word)));
    const first = words.join(" ");
    found.sort((a, b) => b.key.startsWith(first) - a.key.startsWith(first));
    for (const node of found.slice(0, 30)) {
      const row = element("li");
      const button = element("button");
      button.type = "button";
      button.append(symbol(data.look.nodes[node.kind]), element("span", node.label), element("small", node.detail));
      button.addEventListener("click", () => {
        hits.hidden = true;
        choose(node.id, true);
      });
      row.append(button);
      hits.append(row);
    }
    if (!found.length) hits.append(element("li", "Không tìm thấy", "none"));
  };
  query.addEventListener("input", search);
  query.addEventListener("focus", search);
  query.addEventListener("keydown", (event) => {
    const button = hits.querySelector("button");
    if (event.key === "Enter" && button) button.click();
    if (event.key === "ArrowDown" && button) {
      event.preventDefault();
      button.focus();
    }
  });
  hits.addEventListener("keydown", (event) => {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (!step) return;
    event.preventDefault();
    const row = document.activeElement.parentElement[step];
    (row ? row.querySelector("button") : query).focus();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".search")) hits.hidden = true;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      hits.hidden = true;
      welcome();
    } else if (event.key === "/" && document.activeElement !== query) {
      event.preventDefault();
      query.focus();
    }
  });

  // --- view ---
  const fit = () => cy.fit(cy.elements(":visible"), 30);
  const zoom = (factor) => cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  document.getElementById("all").addEventListener("click", fit);
  for (const [id, factor] of [["in", 1.3], ["out", 1 / 1.3]]) {
    document.getElementById(id).addEventListener("click", () => {
      moved = true;
      zoom(factor);
    });
  }
  document.getElementById("network").addEventListener("wheel", () => (moved = true), { passive: true });
  cy.on("dragpan tapstart", () => (moved = true));
  new ResizeObserver(() => {
    cy.resize();
    if (!moved) fit();
  }).observe(document.getElementById("network"));
  fit();
  const centre = data.nodes.filter((node) => node.centre);
  if (centre.length === 1) choose(centre[0].id, false);
  else welcome();
})();
