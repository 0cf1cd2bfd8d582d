// Completes what is typed into a field with data-complete="KIND" from the names of the search index: a combobox by the
// ARIA pattern. Without this script the field takes the same words.
(() => {
  "use strict";
  const PAUSE = 120;
  const MOST = 8;
  let number = 0;

  const attach = (input) => {
    const kind = input.dataset.complete;
    const list = document.createElement("ul");
    list.id = `complete-${++number}`;
    list.className = "complete";
    list.setAttribute("role", "listbox");
    list.hidden = true;
    input.parentElement.append(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    let timer = 0;
    let asked = 0;
    let at = -1;

    const close = () => {
      asked += 1; // an answer that is still to come is late
      clearTimeout(timer);
      list.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const take = (row) => {
      input.value = row.dataset.value;
      close();
      input.dispatchEvent(new CustomEvent("taken", { bubbles: true, detail: row.dataset }));
    };
    const mark = (to) => {
      const rows = [...list.children];
      at = (to + rows.length) % rows.length;
      rows.forEach((row, i) => row.setAttribute("aria-selected", String(i === at)));
      input.setAttribute("aria-activedescendant", rows[at].id);
      rows[at].scrollIntoView({ block: "nearest" });
    };
    // What stands in the field: the name, for an instrument its number, for an article its file name.
    const valueOf = (hit) => {
      if (kind === "article") return decodeURIComponent(hit.node.slice(hit.node.lastIndexOf("/") + 1));
      if (kind === "instrument") return (hit.label.match(/[^\s]*\/[^\s,;]+/) || [hit.label])[0];
      return hit.label;
    };
    const show = (hits) => {
      const seen = new Set();
      const rows = hits.map((hit) => {
        const row = document.createElement("li");
        row.setAttribute("role", "option");
        row.dataset.value = valueOf(hit);
        row.dataset.node = hit.node;
        row.textContent = hit.label;
        if (hit.detail) {
          const detail = document.createElement("small");
          detail.textContent = hit.detail;
          row.append(" ", detail);
        }
        row.addEventListener("pointerdown", (event) => {
          event.preventDefault(); // the field keeps the focus
          take(row);
        });
        return row;
      });
      // A field takes a name: two places of one name are one choice, unless the thing itself is taken.
      const kept = rows.filter((row) => input.dataset.things !== undefined || (!seen.has(row.dataset.value) && seen.add(row.dataset.value))).slice(0, MOST);
      kept.forEach((row, i) => (row.id = `${list.id}-${i}`));
      list.replaceChildren(...kept);
      at = -1;
      list.hidden = !kept.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
    };
    const ask = async () => {
      const text = input.value.trim();
      if (!text) return close();
      const mine = ++asked;
      const of = kind === "any" ? "" : `&kind=${kind}`;
      const answer = await fetch(`/search.json?q=${encodeURIComponent(text)}${of}`).catch(() => null);
      if (!answer || !answer.ok || mine !== asked) return undefined;
      const hits = (await answer.json()).answers.search.rows.filter((hit) => kind !== "any" || hit.kind !== "article" && hit.kind !== "indicator");
      if (mine === asked) show(hits);
      return undefined;
    };
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        mark(event.key === "ArrowDown" ? at + 1 : at < 0 ? -1 : at - 1);
      } else if (event.key === "Enter" && at >= 0) {
        event.preventDefault();
        take(list.children[at]);
      } else if (event.key === "Escape") {
        close();
      }
    });
  };
  document.querySelectorAll("input[data-complete]").forEach(attach);
})();
