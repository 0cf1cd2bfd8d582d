// The page of an explained article. It is whole without this script: words and facts are links to one another. All text
// of articles stays in nodes that are there already or in copies of them; nothing is made into markup.
"use strict";
(() => {
  const tip = document.getElementById("tip");
  const list = document.getElementById("list");
  const said = document.getElementById("said");
  const narrow = matchMedia("(max-width: 800px)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const segs = [...document.querySelectorAll(".seg")];
  const words = new Map();
  for (const seg of segs)
    for (const id of seg.dataset.of.split(" ")) words.set(id, [...(words.get(id) || []), seg]);
  let chosen = "";
  let shown = null;
  let leaving = 0;

  const card = (id) => document.getElementById(id);
  const isVisible = (element) => getComputedStyle(element).display !== "none";
  const factsOf = (seg) => seg.dataset.of.split(" ").filter((id) => isVisible(card(id)));
  let arrived = false; // the way from the top to where the address points is not shown
  const smoothly = () => (still.matches || !arrived ? "auto" : "smooth");
  const scrollTo = (element) => element.scrollIntoView({ block: narrow.matches ? "start" : "center", behavior: smoothly() });

  const choose = (id) => {
    if (location.hash) history.replaceState(null, "", location.pathname + location.search);
    for (const on of document.querySelectorAll(".on")) on.classList.remove("on");
    for (const on of document.querySelectorAll("[aria-current]")) on.removeAttribute("aria-current");
    chosen = id;
    if (!id) return;
    for (const seg of words.get(id) || []) seg.classList.add("on");
    card(id).classList.add("on");
    card(id).setAttribute("aria-current", "true");
  };

  const toWords = (id) => {
    choose(id);
    hide();
    const first = (words.get(id) || [])[0];
    if (!first) return;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "center", behavior: smoothly() });
    hide();
  };

  // Of several facts on the same words each click shows the next, the shortest first.
  const toCard = (seg, keyboard) => {
    const ids = factsOf(seg);
    if (!ids.length) return;
    const id = ids[(ids.indexOf(chosen) + 1) % ids.length];
    choose(id);
    if (narrow.matches) return show(seg);
    hide();
    scrollTo(card(id));
    if (keyboard) card(id).querySelector("a").focus({ preventScroll: true });
    else said.textContent = card(id).querySelector("h3").innerText;
  };

  const show = (seg) => {
    clearTimeout(leaving);
    const ids = factsOf(seg);
    if (!ids.length) return hide();
    shown = seg;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "close";
    close.append(...[...document.querySelectorAll("#close-name > *")].map((part) => part.cloneNode(true)));
    close.addEventListener("click", hide);
    tip.replaceChildren(close, ...ids.map(copy));
    tip.hidden = false;
    place(seg);
  };

  const copy = (id) => {
    const made = document.createElement("div");
    made.className = card(id).className;
    made.append(...[...card(id).childNodes].map((node) => node.cloneNode(true)));
    made.querySelector("a").href = "#" + id;
    return made;
  };

  const place = (seg) => {
    const boxes = [...seg.getClientRects()];
    const box = boxes[0];
    if (!box || narrow.matches) return;
    const left = Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8));
    const below = boxes[boxes.length - 1].bottom + 4;
    const fits = below + tip.offsetHeight < innerHeight || box.top < tip.offsetHeight;
    tip.style.left = left + "px";
    tip.style.top = Math.max(4, fits ? Math.min(below, innerHeight - tip.offsetHeight - 4) : box.top - tip.offsetHeight - 2) + "px";
  };

  const hide = () => {
    clearTimeout(leaving);
    tip.hidden = true;
    shown = null;
  };
  // The pointer may cross over to the facts and use the links there.
  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(hide, 180);
  };

  // What a fact is about has pages of its own in the explorer.
  const leadsAway = (element) => element.closest(".things a") !== null;
  for (const seg of segs) {
    seg.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && !narrow.matches && show(seg));
    seg.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && !narrow.matches && leave());
    seg.addEventListener("focus", () => seg.matches(":focus-visible") && show(seg));
    seg.addEventListener("blur", (event) => !tip.contains(event.relatedTarget) && !narrow.matches && leave());
    seg.addEventListener("click", (event) => {
      event.preventDefault();
      toCard(seg, event.detail === 0);
    });
  }
  tip.addEventListener("pointerenter", () => clearTimeout(leaving));
  tip.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && !narrow.matches && leave());
  tip.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || leadsAway(link)) return;
    event.preventDefault();
    const id = link.hash.slice(1);
    choose(id);
    hide();
    scrollTo(card(id));
    card(id).querySelector("a").focus({ preventScroll: true });
  });
  list.addEventListener("click", (event) => {
    const fact = event.target.closest(".fact");
    if (!fact || leadsAway(event.target) || String(getSelection())) return;
    event.preventDefault();
    toWords(fact.id);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (tip.hidden) choose("");
    hide();
  });
  document.getElementById("text").addEventListener("scroll", () => shown && place(shown), { passive: true });

  // Words whose facts are all hidden are plain text: no stop of the tab key, no pointer.
  const stops = new Map(segs.map((seg) => [seg, seg.getAttribute("tabindex")]));
  const quieten = () => {
    for (const seg of segs) {
      const ids = factsOf(seg);
      seg.classList.toggle("off", !ids.length);
      seg.setAttribute("aria-describedby", ids.join(" "));
      if (!ids.length || stops.get(seg) === "-1") seg.setAttribute("tabindex", "-1");
      else seg.removeAttribute("tabindex");
    }
  };
  document.querySelector(".legend").addEventListener("change", quieten);
  quieten(); // browsers keep what was ticked when a page is loaded again

  // The explorer has the language in its address.
  const speak = () => {
    if (!document.getElementById("show-en")) return;
    document.documentElement.lang = document.getElementById("show-en").checked ? "en" : "vi";
  };
  for (const one of document.getElementsByName("language")) one.addEventListener("change", speak);
  speak();
  const pointed = document.getElementById(location.hash.slice(1));
  const named = (pointed && pointed.dataset.of) || location.hash.slice(1).replace(/^w-/, "");
  if (words.has(named)) {
    if (!narrow.matches) scrollTo(card(named));
    toWords(named);
  }
  arrived = true;
})();
