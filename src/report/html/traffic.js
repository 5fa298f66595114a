(() => {
"use strict";
const holder = document.getElementById("r-traffic");
if (!holder) return;
const data = JSON.parse(holder.textContent);
const byId = (id) => document.getElementById(id);
const make = (name, text, kind) => {
  const el = document.createElement(name);
  if (text !== undefined) el.textContent = text;
  if (kind) el.className = kind;
  return el;
};
const line = (name, ...parts) => { const el = make(name); el.append(...parts); return el; };
const keys = (numbers) => numbers.map((n) => data.keys[n]);
const light = (detail) => document.dispatchEvent(new CustomEvent("netvet:light", { detail }));
const see = () => document.getElementById("topology")?.scrollIntoView({ block: "start" });
const family = (word) => (word === "ipv6" ? "IPv6" : "IPv4");

/* Letters with numbers behind those that repeat. */
const letters = (text) => text.replace(/([a-z])(\d+)/g, (_, letter, n) => letter.repeat(Number(n)));
const rows = new Map();
const forward = (grid, from, to) => {
  const name = `${grid.family} ${from}`;
  if (!rows.has(name)) rows.set(name, letters(grid.rows[from] || ""));
  return rows.get(name)[to] || "";
};
const WORDS = { d: "delivered", p: "partial", n: "not delivered", u: "unknown", x: "no addresses" };
const verdict = (there, back) => {
  if (!there || there === "x") return "";
  if (there === "u" || back === "u") return "unknown";
  if (there === "d" && back === "d") return "two-way";
  if (there === "n" && back === "n") return "none";
  return there === "n" || back === "n" ? "one-way" : "partial";
};
const SYMMETRY = {
  symmetric: " The ways there and back are symmetric.",
  asymmetric: " The ways there and back are asymmetric.",
  unknown: " Whether the ways there and back are symmetric is not known.",
};
const badge = (word) => make("span", word, `r-badge r-v-${word}`);

/* Pairs. */
const from = byId("r-from");
const to = byId("r-to");
const chosenFamily = byId("r-family");
const out = byId("r-path");
const seeButton = byId("r-see");
let gridCells = new Map();
const gridOf = (word) => data.grids.find((grid) => grid.family === word) || data.grids[0];
const now = () => (chosenFamily ? chosenFamily.value : data.grids[0].family);
const route = (parent, one, kind) => {
  const el = make(kind || "span", one.text);
  parent.append(el);
  if (one.place) parent.append(make("br"), make("code", one.place, "r-place"));
};
const hopTable = (hops) => {
  const table = make("table");
  const head = make("tr");
  for (const name of ["", "at", "table", "used", "decided by", "not used"]) head.append(make("th", name));
  table.append(line("thead", head));
  const body = make("tbody");
  hops.forEach((hop, n) => {
    const used = make("td");
    if (hop.winner) route(used, hop.winner, "strong"); else used.append(make("strong", "no route"));
    const others = make("td");
    for (const [word, other] of hop.others || []) {
      const p = make("p", word === "not used" ? "" : `${word}: `);
      route(p, other);
      others.append(p);
    }
    const row = make("tr");
    row.append(make("td", String(n + 1), "r-number"), make("td", hop.at), make("td", hop.table), used, make("td", hop.decided), others);
    body.append(row);
  });
  table.append(body);
  const scroll = make("div", undefined, "r-scroll");
  scroll.append(table);
  return scroll;
};
/* A word for a shell, whatever is in it. */
const quoted = (word) => (/^[\w./:@%+,-]+$/.test(word) && !word.startsWith("-") ? word : `'${word.replaceAll("'", "'\\''")}'`);
/* What is known about a pair, put into its place; the answer is what the picture shows of it. */
const describe = (grid, a, b) => {
  const [one, other] = [data.ends[a], data.ends[b]];
  const title = make("h3", `${one.label} → ${other.label}${data.grids.length > 1 ? ` (${family(grid.family)})` : ""} `);
  out.replaceChildren(title);
  if (a === b) { out.append(make("p", "Choose two different networks or sites.")); return {}; }
  const there = forward(grid, a, b);
  const back = forward(grid, b, a);
  if (there === "x") { out.append(make("p", `One of them has no ${family(grid.family)} addresses.`)); return {}; }
  const path = data.paths.find((path) => path.from === a && path.to === b && path.family === grid.family);
  const said = verdict(there, back);
  if (said) title.append(badge(said));
  if (said) out.append(make("p", `There: ${WORDS[there]}. Back: ${WORDS[back]}.${SYMMETRY[path?.symmetry] || ""}`));
  if (!path) {
    const p = make("p", "The look-ups of this pair are not in the page. This command shows them: ");
    p.append(make("code", `netvet reach --from ${quoted(one.name)} --to ${quoted(other.name)} --family ${grid.family} --path PATH`), " with the paths that this report was made from.");
    out.append(p);
    return {};
  }
  for (const outcome of path.outcomes) {
    const box = make("section", undefined, "r-outcome");
    box.append(make("h4", `${outcome.class} at ${outcome.at}`), make("p", outcome.addresses));
    outcome.ways.forEach((way, n) => box.append(make("p", `${n ? (outcome.either ? "or over" : "and over") : "over"} ${way}`)));
    box.append(make("p", `${outcome.why}.`));
    for (const note of outcome.notes || []) box.append(make("p", note, "r-soft"));
    if (outcome.hops) box.append(hopTable(outcome.hops));
    out.append(box);
  }
  for (const missing of path.missing) out.append(make("p", `Missing: ${missing}`));
  /* Outcomes may differ in other things. */
  const what = [...new Set(path.outcomes.map((outcome) => `${outcome.class} at ${outcome.at}`))].join(", ");
  const missed = there !== "d" && other.key !== null && !path.keys.includes(other.key) ? [data.keys[other.key]] : [];
  return { path: keys(path.keys), hurt: missed, say: `Path from ${one.label} to ${other.label} (${family(grid.family)}): ${what}.${missed.length ? " Broken rim: the destination." : ""}` };
};
/* What the picture shows of the pair that is explained; a failure may have been lit since. */
let lit = {};
const explain = () => {
  const grid = gridOf(now());
  const [a, b] = [Number(from.value), Number(to.value)];
  lit = describe(grid, a, b);
  light(lit);
  if (seeButton) seeButton.hidden = !lit.say;
  /* One cell is pressed, that of the pair that is explained, and tabulators lead to it. */
  const pressed = gridCells.get(`${grid.family} ${a} ${b}`);
  for (const cell of gridCells.values()) {
    cell.setAttribute("aria-pressed", String(cell === pressed));
    if (pressed) cell.tabIndex = cell === pressed ? 0 : -1;
  }
};
const pick = (a, b, word) => {
  from.value = String(a);
  to.value = String(b);
  if (chosenFamily && word) { chosenFamily.value = word; drawGrid(); }
  explain();
};

/* A grid of all pairs, where it can be read. */
const MOST = 40;
const SIGNS = { "two-way": "↔", partial: "◐", unknown: "?", none: "·" };
const drawGrid = () => {
  const place = byId("r-grid");
  place.replaceChildren();
  gridCells = new Map();
  const grid = gridOf(now());
  const ends = data.ends.map((end, n) => [end, n]).filter(([, n]) => grid.rows.length && /[dpnu]/.test(grid.rows[n]));
  if (ends.length < 2 || ends.length > MOST) return;
  const table = make("table", undefined, "r-grid");
  const head = make("tr");
  head.append(make("td"));
  for (const [end] of ends) { const th = make("th"); th.scope = "col"; th.append(make("span", end.label)); head.append(th); }
  const body = make("tbody");
  for (const [one, a] of ends) {
    const row = make("tr");
    const th = make("th", one.label);
    th.scope = "row";
    row.append(th);
    for (const [other, b] of ends) {
      const td = make("td");
      row.append(td);
      if (a === b) continue;
      const [there, back] = [forward(grid, a, b), forward(grid, b, a)];
      const word = verdict(there, back);
      const button = make("button", word === "one-way" ? (there === "n" ? "←" : "→") : SIGNS[word], `r-v-${word}`);
      button.type = "button";
      button.title = `${one.label} → ${other.label}: ${word}`;
      button.setAttribute("aria-label", button.title);
      button.setAttribute("aria-pressed", "false");
      button.tabIndex = gridCells.size ? -1 : 0;
      button.addEventListener("click", () => pick(a, b));
      gridCells.set(`${grid.family} ${a} ${b}`, button);
      td.append(button);
    }
    body.append(row);
  }
  table.append(line("thead", head), body);
  table.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    const cell = event.target.closest("td");
    if (!step || !cell) return;
    event.preventDefault();
    let [r, c] = [cell.parentElement.sectionRowIndex, cell.cellIndex];
    for (;;) {
      r += step[0];
      c += step[1];
      const next = c > 0 ? body.rows[r]?.cells[c] : undefined;
      if (!next) return;
      const button = next.querySelector("button");
      if (!button) continue;
      for (const one of gridCells.values()) one.tabIndex = -1;
      button.tabIndex = 0;
      button.focus();
      return;
    }
  });
  const scroll = make("div", undefined, "r-scroll");
  scroll.append(table);
  place.append(scroll, make("p", "Rows send, columns receive. ↔ both ways, → only there, ← only back, ◐ in part, ? not known, · nothing. Arrow keys move in the grid.", "r-soft"));
};
if (from) {
  byId("r-go").addEventListener("click", () => { explain(); out.scrollIntoView({ block: "nearest" }); });
  for (const select of [from, to]) select.addEventListener("change", () => explain());
  byId("r-swap").addEventListener("click", () => pick(to.value, from.value));
  chosenFamily?.addEventListener("change", () => { drawGrid(); explain(); });
  seeButton?.addEventListener("click", () => { light(lit); see(); });
  drawGrid();
  document.querySelectorAll("button[data-from]").forEach((button) => button.addEventListener("click", () => {
    pick(button.dataset.from, button.dataset.to, button.dataset.family);
    out.scrollIntoView({ block: "nearest" });
  }));
}

/* Failures. */
const fails = byId("r-fails");
if (fails) {
  const lines = [...fails.tBodies[0].rows];
  const find = byId("r-fail-find");
  const kind = byId("r-fail-kind");
  const points = byId("r-fail-points");
  const shown = byId("r-fail-shown");
  const filter = () => {
    const words = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let n = 0;
    for (const row of lines) {
      const text = row.cells[0].textContent.toLowerCase();
      const on = (!kind.value || row.dataset.kind === kind.value)
        && (!points.checked || "point" in row.dataset)
        && words.every((word) => text.includes(word));
      row.hidden = !on;
      if (on) n += 1;
    }
    shown.textContent = `${n} of ${lines.length} shown`;
  };
  find.addEventListener("input", filter);
  kind.addEventListener("change", filter);
  points.addEventListener("change", filter);
  filter();
  const panel = byId("r-failure");
  const list = (title, entries) => {
    if (!entries?.length) return;
    const ul = make("ul");
    for (const entry of entries) ul.append(make("li", entry));
    panel.append(make("h4", title), ul);
  };
  fails.addEventListener("click", (event) => {
    const button = event.target.closest("[data-failure]");
    if (!button) return;
    for (const row of lines) row.querySelector("button").setAttribute("aria-pressed", "false");
    button.setAttribute("aria-pressed", "true");
    const row = data.failures[Number(button.dataset.failure)];
    panel.hidden = false;
    panel.replaceChildren(make("h3", `Without ${row.name}`));
    const who = letters(row.hurt || "");
    const hurt = data.ends.filter((end, n) => who[n] === "l" && end.key !== null).map((end) => data.keys[end.key]);
    const loss = !row.hurt ? " Nothing is lost between networks and sites." : hurt.length ? " Broken rims: networks and sites that take part in a loss." : "";
    const detail = { lost: keys(row.keys), hurt, say: `Without ${row.name}; grey and struck out: out of service.${loss}` };
    if (document.querySelector(".nv")) {
      const button = make("button", "Show in the topology");
      button.type = "button";
      button.addEventListener("click", () => { light(detail); see(); });
      panel.append(button);
    }
    if (!row.pairs && !row.paths) panel.append(make("p", "Between networks and sites nothing changes, as far as is known."));
    list("Lost and gained", row.pairs);
    list("Over other ways", row.paths);
    list("Out of service with it", row.with);
    light(detail);
  });
}
/* The side of the picture offers what is known about the traffic of what was chosen. */
document.addEventListener("netvet:select", ({ detail }) => {
  const side = document.querySelector(".nv-side");
  if (!side || !detail.key) return;
  let headed = false;
  const offer = (text, act) => {
    if (!headed) side.append(make("h3", "Traffic"));
    headed = true;
    const button = make("button", text);
    button.type = "button";
    button.addEventListener("click", act);
    side.append(line("p", button));
  };
  const end = data.ends.findIndex((end) => end.key !== null && data.keys[end.key] === detail.key);
  if (end >= 0 && from) {
    offer("Packets from here", () => { from.value = String(end); explain(); });
    offer("Packets to here", () => { to.value = String(end); explain(); });
  }
  const n = data.failures.findIndex((row) => row.keys.length && data.keys[row.keys[0]] === detail.key);
  if (n >= 0) offer("What its failure breaks", () => document.querySelector(`[data-failure="${n}"]`).click());
});
})();
