(() => {
"use strict";
const SVG = "http://www.w3.org/2000/svg";
const root = document.querySelector(".nv");
if (!root) return;
const stage = root.querySelector(".nv-stage");
const side = root.querySelector(".nv-side");
const find = root.querySelector("#nv-find");
const count = root.querySelector(".nv-count");
const detail = root.querySelector("#nv-detail");
const given = JSON.parse(document.getElementById("nv-data").textContent);
const data = given.things;
const pictures = [...stage.querySelectorAll("svg")].map((svg) => {
  const [x, y, w, h] = svg.getAttribute("viewBox").split(" ").map(Number);
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  return { svg, full: { x, y, w, h }, box: { x, y, w, h }, folded: new Set(), index: null, shown: false, spots: null };
});
let now = pictures[0];
const one = (name, text, kind) => {
  const el = document.createElement(name);
  if (text !== undefined) el.textContent = text;
  if (kind) el.className = kind;
  return el;
};
const all = (selector) => [...now.svg.querySelectorAll(selector)];

/* Seeing: the part of the picture on the stage. */
const apply = () => {
  const b = now.box;
  now.svg.setAttribute("viewBox", `${b.x} ${b.y} ${b.w} ${b.h}`);
};
const scale = () => {
  const r = stage.getBoundingClientRect();
  return Math.max(now.box.w / Math.max(r.width, 1), now.box.h / Math.max(r.height, 1));
};
const fit = () => { now.box = { ...now.full }; apply(); };
const start = () => {
  const r = stage.getBoundingClientRect();
  fit();
  /* A small picture is not blown up. */
  if (r.width > now.full.w && r.height > now.full.h) {
    now.box = { x: now.full.x - (r.width - now.full.w) / 2, y: now.full.y - (r.height - now.full.h) / 2, w: r.width, h: r.height };
    apply();
  }
};
const zoom = (by, at) => {
  const b = now.box;
  const c = at || { x: b.x + b.w / 2, y: b.y + b.h / 2 };
  const w = b.w / by;
  if (w < 60 || w > now.full.w * 8 + 4000) return;
  now.box = { x: c.x - (c.x - b.x) / by, y: c.y - (c.y - b.y) / by, w, h: b.h / by };
  apply();
};
const pan = (dx, dy) => { now.box.x += dx; now.box.y += dy; apply(); };
const point = (event) => {
  const m = now.svg.getScreenCTM();
  return m ? new DOMPoint(event.clientX, event.clientY).matrixTransform(m.inverse()) : undefined;
};
const goto = (el) => {
  const b = el.getBBox();
  const r = stage.getBoundingClientRect();
  const w = Math.max(b.width * 1.4, r.width * 1.1);
  const h = Math.max(b.height * 1.4, r.height * 1.1);
  now.box = { x: b.x + b.width / 2 - w / 2, y: b.y + b.height / 2 - h / 2, w, h };
  apply();
};
stage.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, point(event));
}, { passive: false });
let drag = null;
stage.addEventListener("pointerdown", (event) => {
  if (event.button !== 0) return;
  drag = { x: event.clientX, y: event.clientY, moved: false };
});
stage.addEventListener("pointermove", (event) => {
  if (!drag) return;
  const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
  if (!drag.moved && Math.abs(dx) + Math.abs(dy) < 5) return;
  if (!drag.moved) { drag.moved = true; stage.classList.add("nv-drag"); stage.setPointerCapture(event.pointerId); }
  const s = scale();
  pan(-dx * s, -dy * s);
  drag.x = event.clientX;
  drag.y = event.clientY;
});
const drop = () => { setTimeout(() => { drag = null; }, 0); stage.classList.remove("nv-drag"); };
stage.addEventListener("pointerup", drop);
stage.addEventListener("pointercancel", drop);

/* Choosing an element. */
const WHAT = ".row,.node,.edge,.label,.group";
const real = (el) => el.classList.contains("label") ? now.svg.querySelector(`.edge[data-index="${el.dataset.edge}"]`) : el;
const nodeAt = (index) => now.svg.querySelector(`.node[data-index="${index}"]`);
const list = (title, entries) => {
  if (!entries.length) return;
  side.append(one("h3", title));
  const ul = one("ul");
  for (const [text, el] of entries) {
    const li = one("li");
    const button = one("button", text);
    button.addEventListener("click", () => { reveal(el); choose(el, true); });
    li.append(button);
    ul.append(li);
  }
  side.append(ul);
};
const label = (el) => el.dataset.name || el.dataset.key || el.dataset.kind;
const choose = (el, move) => {
  all(".nv-sel").forEach((old) => old.classList.remove("nv-sel"));
  side.replaceChildren();
  if (!el) { side.append(one("p", "Click an element, or search, to see its properties and findings.")); return; }
  el.classList.add("nv-sel");
  const known = data[el.dataset.key] || {};
  side.append(one("p", known.kind || el.dataset.kind || "", "nv-kind"), one("h2", known.name || label(el)));
  const dl = one("dl");
  for (const [name, value] of [["id", known.id], ["state", known.state], ["provider", known.provider], ["account", known.account], ["region", known.region]]) {
    if (value) dl.append(one("dt", name), one("dd", value));
  }
  side.append(dl);
  for (const line of known.lines || []) side.append(one("p", line));
  if ((known.tags || []).length) {
    side.append(one("h3", "Tags"));
    const tags = one("dl");
    for (const [key, value] of known.tags) tags.append(one("dt", key), one("dd", value));
    side.append(tags);
  }
  const findings = known.findings || [];
  if (findings.length) side.append(one("h3", findings.length === 1 ? "1 finding" : `${findings.length} findings`));
  for (const [severity, code, message] of findings) {
    const p = one("p", undefined, `nv-find nv-${severity}`);
    p.append(one("strong", `${severity} ${code} `), message);
    side.append(p);
  }
  if (el.classList.contains("group")) {
    const button = one("button", now.folded.has(el.dataset.index) ? "Expand" : "Collapse");
    button.addEventListener("click", () => { fold(el.dataset.index, !now.folded.has(el.dataset.index)); choose(el); });
    side.append(button);
    list("Inside", all(`.node[data-group="${el.dataset.index}"],.group[data-parent="${el.dataset.index}"]`).slice(0, 200).map((e) => [`${e.dataset.kind || "group"} ${label(e)}`, e]));
  }
  if (el.classList.contains("edge")) {
    list("Ends", [nodeAt(el.dataset.from), nodeAt(el.dataset.to)].filter(Boolean).map((e) => [`${e.dataset.kind} ${label(e)}`, e]));
  }
  const node = el.classList.contains("row") ? el.closest(".node") : el;
  if (node && node.classList.contains("node")) {
    const at = node.dataset.index;
    list("Lines", all(`.edge[data-from="${at}"],.edge[data-to="${at}"]`).map((e) => [`${e.dataset.kind} ${label(e)}`, e]));
    list("Parts", [...node.querySelectorAll(".row")].filter((e) => e !== el).map((e) => [`${e.dataset.kind} ${label(e)}`, e]));
  }
  if (move) goto(el);
  root.dispatchEvent(new CustomEvent("netvet:select", { bubbles: true, detail: { key: el.dataset.key || "", kind: el.dataset.kind || "", id: known.id || "" } }));
};
stage.addEventListener("click", (event) => {
  if (drag && drag.moved) return;
  const el = event.target.closest(WHAT);
  choose(el ? real(el) : null);
});
stage.addEventListener("dblclick", (event) => {
  const el = event.target.closest(".group,.nv-cover");
  if (el) fold(el.dataset.index, !now.folded.has(el.dataset.index));
});

/* Collapsing groups, and layers. */
const redraw = () => {
  const { svg, folded } = now;
  const groups = new Map(all(".group").map((el) => [el.dataset.index, el]));
  /* The outermost collapsed group around each group. */
  const top = (index) => {
    let found = null;
    for (let at = index; at !== undefined && at !== ""; at = groups.get(at)?.dataset.parent) if (folded.has(at)) found = at;
    return found;
  };
  const under = new Map([...groups.keys()].map((index) => [index, top(index)]));
  /* What a collapsed group covers: boxes, their parts, and findings about either. */
  const covered = new Map();
  const hide = (index, el, list) => {
    if (!covered.has(index)) covered.set(index, { boxes: [], parts: [], findings: new Set() });
    const held = covered.get(index);
    if (list) held[list].push(el);
    for (const finding of data[el.dataset.key]?.findings || []) held.findings.add(finding.join(" "));
  };
  const counted = (els) => {
    const kinds = new Map();
    for (const el of els) {
      const kind = data[el.dataset.key]?.kind || el.dataset.kind;
      kinds.set(kind, (kinds.get(kind) || 0) + 1);
    }
    return [...kinds].map(([kind, n]) => `${n} × ${kind}`).join(", ");
  };
  for (const [index, el] of groups) el.classList.toggle("nv-off", under.get(index) !== null && under.get(index) !== index);
  const holder = new Map();
  for (const el of all(".node")) {
    const cover = under.get(el.dataset.group) ?? null;
    holder.set(el.dataset.index, cover);
    el.classList.toggle("nv-off", cover !== null);
    if (cover === null) continue;
    /* The box of what the group itself is, is none in it. */
    hide(cover, el, el.dataset.key === groups.get(cover).dataset.key ? "" : "boxes");
    for (const row of el.querySelectorAll(".row")) hide(cover, row, "parts");
  }
  for (const [index, el] of groups) if (under.get(index) !== null && under.get(index) !== index) hide(under.get(index), el, "");
  const layers = new Set([...root.querySelectorAll("[name=nv-layer]:checked")].map((box) => box.value));
  const inLayer = (el) => !el.dataset.views || el.dataset.views.split(" ").some((view) => layers.has(view));
  const gone = new Set();
  for (const el of all(".edge")) {
    const [a, b] = [holder.get(el.dataset.from), holder.get(el.dataset.to)];
    const inside = a !== null && a === b;
    if (inside) hide(a, el, "");
    const off = inside || !inLayer(el);
    el.classList.toggle("nv-off", off);
    if (off) gone.add(el.dataset.index);
  }
  for (const el of all(".label")) el.classList.toggle("nv-off", gone.has(el.dataset.edge));
  for (const el of all(".node,.row")) el.classList.toggle("nv-dim", !inLayer(el));
  svg.querySelector(".nv-covers")?.remove();
  const covers = document.createElementNS(SVG, "g");
  covers.setAttribute("class", "nv-covers");
  for (const [index, { boxes, parts, findings }] of covered) {
    const group = groups.get(index);
    const cover = group.cloneNode(true);
    cover.removeAttribute("class");
    cover.classList.add("group", "nv-cover");
    const box = cover.querySelector(".box");
    const held = counted(boxes) || counted(parts);
    const said = [held ? `collapsed: ${held}` : "collapsed"];
    if (findings.size) said.push(findings.size === 1 ? "1 finding" : `${findings.size} findings`);
    const words = document.createElementNS(SVG, "text");
    const [x, y, w, h] = ["x", "y", "width", "height"].map((name) => Number(box.getAttribute(name)));
    words.setAttribute("x", x + w / 2);
    words.setAttribute("y", y + h / 2 + 14);
    words.setAttribute("text-anchor", "middle");
    words.setAttribute("class", "f-text");
    words.textContent = said.join(" · ");
    cover.append(words);
    covers.append(cover);
  }
  svg.querySelector(".edges").after(covers);
};
const fold = (index, on) => {
  if (on) now.folded.add(index); else now.folded.delete(index);
  redraw();
};
const foldLevel = (level) => {
  now.folded = new Set(level ? all(`.groups>.group.${level}`).map((el) => el.dataset.index) : []);
  redraw();
};
/* Opens what is collapsed around an element. */
const reveal = (el) => {
  let at = el.classList.contains("group") ? el.dataset.parent : (el.closest(".node") || el).dataset.group;
  let changed = false;
  while (at !== undefined && at !== "") {
    changed = now.folded.delete(at) || changed;
    at = now.svg.querySelector(`.groups>.group[data-index="${at}"]`)?.dataset.parent;
  }
  if (changed) redraw();
};

/* Searching. */
let hits = [];
let hit = -1;
const search = () => {
  hits.forEach((el) => el.classList.remove("nv-hit"));
  hits = [];
  hit = -1;
  const words = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) { count.textContent = ""; return; }
  now.index ||= all(".groups>.group,.node,.row,.edge").map((el) => {
    const known = data[el.dataset.key] || {};
    const own = el.classList.contains("edge") ? el.dataset.name : el.textContent;
    const parts = [el.dataset.name, el.dataset.kind, known.id, known.name, known.account, known.region, known.state, own];
    for (const [key, value] of known.tags || []) parts.push(key, value);
    for (const finding of known.findings || []) parts.push(...finding);
    return [el, parts.filter(Boolean).join(" ").toLowerCase()];
  });
  hits = now.index.filter(([, text]) => words.every((word) => text.includes(word))).map(([el]) => el);
  /* What lies inside a hit makes the hit itself only when nothing smaller fits. */
  hits = hits.filter((el) => !(el.classList.contains("node") && [...el.querySelectorAll(".row")].some((row) => hits.includes(row))));
  /* What is called so comes before what only mentions it. */
  const whole = words.join(" ");
  const rank = (el) => {
    const known = data[el.dataset.key] || {};
    const names = [known.name, known.id, el.dataset.name].filter(Boolean).map((name) => name.toLowerCase());
    if (names.includes(whole)) return 0;
    if (names.some((name) => name.startsWith(whole))) return 1;
    return names.some((name) => name.includes(whole)) ? 2 : 3;
  };
  const ranks = new Map(hits.map((el) => [el, rank(el)]));
  hits.sort((a, b) => ranks.get(a) - ranks.get(b));
  hits.forEach((el) => el.classList.add("nv-hit"));
  count.textContent = hits.length === 1 ? "1 hit" : `${hits.length} hits`;
  side.replaceChildren();
  list(`Hits for “${find.value.trim()}”`, hits.slice(0, 100).map((el) => [`${el.dataset.kind || "group"} ${label(el)}`, el]));
};
const next = (by) => {
  if (!hits.length) return;
  hit = (hit + by + hits.length) % hits.length;
  reveal(hits[hit]);
  choose(hits[hit], true);
};
find.addEventListener("input", search);
find.addEventListener("keydown", (event) => {
  if (event.key === "Enter") { event.preventDefault(); next(event.shiftKey ? -1 : 1); }
  if (event.key === "Escape") { find.value = ""; search(); stage.focus(); }
});

/* Where each element stands in a picture: things of its own first, then those that stand for several. */
const spots = (picture) => {
  if (picture.spots) return picture.spots;
  const own = new Map();
  const held = new Map();
  const put = (map, key, el) => { if (!key) return; const list = map.get(key); if (list) list.push(el); else map.set(key, [el]); };
  const drawn = new Map();
  for (const el of picture.svg.querySelectorAll(".groups>.group,.node,.row,.edge")) {
    put(own, el.dataset.key, el);
    if (el.classList.contains("node")) drawn.set(`n${el.dataset.index}`, el);
    if (el.classList.contains("edge")) drawn.set(`e${el.dataset.index}`, el);
  }
  const many = new Map();
  for (const [name, numbers] of Object.entries(given.inside[pictures.indexOf(picture)] || {})) {
    const el = drawn.get(name);
    if (!el) continue;
    const keys = numbers.map((n) => given.keys[n]);
    many.set(el, el.classList.contains("edge") ? [el.dataset.key, ...keys] : keys);
    for (const key of keys) if (!own.has(key)) put(held, key, el);
  }
  picture.spots = { own, held, many };
  return picture.spots;
};

/* A path or a failure over all pictures: what packets pass stands out, what is out of service is grey and struck out. */
const LIT = ["nv-path", "nv-lost", "nv-hurt"];
const FEW = 6;
const paint = (picture, path, lost, hurt) => {
  const { own, held, many } = spots(picture);
  const on = (keys, name, every) => {
    const all = new Set(keys);
    for (const key of keys) {
      for (const el of own.get(key) || held.get(key) || []) {
        if (!every || !many.has(el) || (el.classList.contains("node") && own.get(key)?.includes(el)) || many.get(el).every((one) => all.has(one))) el.classList.add(name);
      }
    }
  };
  on(path, "nv-path", false);
  on(hurt, "nv-hurt", false);
  on(lost, "nv-lost", true);
  const svg = picture.svg;
  /* A row on the path brings its box along; a line without an element goes by its ends, and none works without an end. */
  svg.querySelectorAll(".row.nv-path").forEach((row) => { const node = row.closest(".node"); if (!node.classList.contains("nv-lost")) node.classList.add("nv-path"); });
  const nodes = new Map([...svg.querySelectorAll(".node")].map((el) => [el.dataset.index, el.classList]));
  for (const el of svg.querySelectorAll(".edge")) {
    const ends = [nodes.get(el.dataset.from), nodes.get(el.dataset.to)];
    if (ends.some((end) => end?.contains("nv-lost"))) el.classList.add("nv-lost");
    else if (!el.dataset.key && ends.every((end) => end?.contains("nv-path"))) el.classList.add("nv-path");
    if (el.classList.contains("nv-lost")) el.classList.remove("nv-path");
  }
  const edges = new Map([...svg.querySelectorAll(".edge")].map((el) => [el.dataset.index, el.classList]));
  for (const el of svg.querySelectorAll(".label")) for (const name of LIT) if (edges.get(el.dataset.edge)?.contains(name)) el.classList.add(name);
  svg.classList.add("nv-shine");
  svg.classList.toggle("nv-failing", path.length === 0);
};
const note = root.querySelector(".nv-lit");
const light = ({ path = [], lost = [], hurt = [], say = "" }) => {
  for (const { svg } of pictures) {
    svg.classList.remove("nv-shine", "nv-failing");
    svg.querySelectorAll(LIT.map((name) => `.${name}`).join(",")).forEach((el) => el.classList.remove(...LIT));
  }
  note.hidden = !say;
  note.firstElementChild.textContent = say;
  const keys = [...path, ...lost];
  if (!keys.length && !hurt.length) return;
  pictures.forEach((picture) => paint(picture, path, lost, hurt));
  /* The picture that shows most of it; where this one is as good as any, it stays. */
  const shows = (picture) => keys.filter((key) => spots(picture).own.has(key)).length;
  const best = Math.max(...pictures.map(shows));
  if (shows(now) < best) {
    const at = pictures.findLastIndex((picture) => shows(picture) === best);
    detail.value = String(at);
    show(at);
  }
  let missing = 0;
  const lit = new Set();
  const at = (key) => spots(now).own.get(key) || spots(now).held.get(key);
  for (const key of keys) {
    const els = at(key);
    if (els) els.forEach((el) => lit.add(el)); else missing += 1;
  }
  /* A destination that is not reached is seen too, and who loses something by a failure unless that is nearly everybody. */
  if (path.length || hurt.length <= FEW) for (const key of hurt) (at(key) || []).forEach((el) => lit.add(el));
  if (missing) note.firstElementChild.textContent = `${say} ${missing === 1 ? "1 thing of it is" : `${missing} things of it are`} not part of this picture.`;
  if (!lit.size) return;
  lit.forEach(reveal);
  /* So that all of it is seen. */
  const boxes = [...lit].map((el) => el.getBBox()).filter((b) => b.width || b.height);
  if (!boxes.length) return;
  const [x, y] = [Math.min(...boxes.map((b) => b.x)), Math.min(...boxes.map((b) => b.y))];
  const [right, low] = [Math.max(...boxes.map((b) => b.x + b.width)), Math.max(...boxes.map((b) => b.y + b.height))];
  const r = stage.getBoundingClientRect();
  const w = Math.max((right - x) * 1.15, r.width);
  const h = Math.max((low - y) * 1.3, r.height);
  now.box = { x: (x + right) / 2 - w / 2, y: (y + low) / 2 - h / 2, w, h };
  apply();
};
document.addEventListener("netvet:light", (event) => light(event.detail));
note.querySelector("button").addEventListener("click", (event) => {
  event.stopPropagation();
  document.dispatchEvent(new CustomEvent("netvet:light", { detail: {} }));
});
note.addEventListener("pointerdown", (event) => event.stopPropagation());

/* Buttons and keys. */
const show = (index) => {
  pictures.forEach((picture, at) => picture.svg.toggleAttribute("hidden", at !== index));
  now = pictures[index];
  if (!now.shown) { now.shown = true; start(); }
  redraw();
  search();
  choose(null);
};
const acts = {
  in: () => zoom(1.3), out: () => zoom(1 / 1.3), fit,
  theme: () => {
    const page = document.documentElement;
    const dark = page.dataset.theme ? page.dataset.theme === "dark" : matchMedia("(prefers-color-scheme:dark)").matches;
    page.dataset.theme = dark ? "light" : "dark";
  },
  actual: () => { const r = stage.getBoundingClientRect(); const b = now.box; const c = { x: b.x + b.w / 2, y: b.y + b.h / 2 }; now.box = { x: c.x - r.width / 2, y: c.y - r.height / 2, w: r.width, h: r.height }; apply(); },
};
root.querySelectorAll("[data-do]").forEach((button) => button.addEventListener("click", () => acts[button.dataset.do]()));
detail?.addEventListener("change", () => show(Number(detail.value)));
root.querySelector("#nv-fold").addEventListener("change", (event) => foldLevel(event.target.value));
root.querySelectorAll("[name=nv-layer]").forEach((box) => box.addEventListener("change", redraw));
stage.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (step) pan(step[0] * now.box.w / 10, step[1] * now.box.h / 10);
  else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") fit();
  else if (event.key === "1") acts.actual();
  else if (event.key === "/") find.focus();
  else if (event.key === "n") next(1);
  else if (event.key === "p") next(-1);
  else if (event.key === "Escape") choose(null);
  else return;
  event.preventDefault();
});
document.addEventListener("netvet:show", (event) => {
  const { kind, id } = event.detail;
  const keys = new Set(Object.keys(data).filter((key) => key.startsWith(`${kind}/`) && data[key].id === id));
  const within = (picture) => [...keys].flatMap((key) => spots(picture).own.get(key) || [])[0];
  /* If this level of detail does not show it, the coarsest that does. */
  if (!within(now)) {
    const at = pictures.findLastIndex(within);
    if (at >= 0) { detail.value = String(at); show(at); }
  }
  const el = within(now);
  if (el) { reveal(el); choose(el, true); root.scrollIntoView({ block: "nearest" }); }
  else { side.replaceChildren(one("p", `${kind} ${id} is not in the picture.`)); }
});
show(Number(detail ? detail.value : 0));
root.dataset.ready = "yes";
})();
