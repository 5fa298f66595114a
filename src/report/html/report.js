(() => {
"use strict";
const items = [...document.querySelectorAll(".r-item[data-code]")];
const find = document.getElementById("r-find");
const rule = document.getElementById("r-rule");
const shown = document.getElementById("r-shown");
const chip = document.getElementById("r-chip");
let element = "";
const texts = new Map();
const text = (item) => {
  if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
  return texts.get(item);
};
const filter = () => {
  const words = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const levels = new Set([...document.querySelectorAll("[name=r-level]:checked")].map((box) => box.value));
  let n = 0;
  for (const item of items) {
    const on = levels.has(item.dataset.level)
      && (!rule.value || item.dataset.code === rule.value)
      && (!element || item.dataset.subjects.split("\n").includes(element))
      && words.every((word) => text(item).includes(word));
    item.hidden = !on;
    if (on) n += 1;
  }
  shown.textContent = `${n} of ${items.length} shown`;
  chip.hidden = !element;
  chip.firstElementChild.textContent = element;
};
const only = (key) => { element = key; filter(); };
if (find) {
  find.addEventListener("input", filter);
  rule.addEventListener("change", filter);
  document.querySelectorAll("[name=r-level]").forEach((box) => box.addEventListener("change", filter));
  chip.querySelector("button").addEventListener("click", () => only(""));
  find.addEventListener("keydown", (event) => { if (event.key === "Escape") { find.value = ""; filter(); } });
  filter();
}
const picture = document.querySelector(".nv");
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-show]");
  if (!button) return;
  if (picture) document.dispatchEvent(new CustomEvent("netvet:show", { detail: { kind: button.dataset.kind, id: button.dataset.id } }));
  else only(button.dataset.show);
});
/* The side of the picture offers the findings of what was chosen. */
document.addEventListener("netvet:select", (event) => {
  const key = `${event.detail.kind}/${event.detail.id}`;
  const n = items.filter((item) => item.dataset.subjects.split("\n").includes(key)).length;
  const side = document.querySelector(".nv-side");
  if (!n || !side) return;
  const button = document.createElement("button");
  button.textContent = n === 1 ? "Show its finding in the list" : `Show its ${n} findings in the list`;
  button.addEventListener("click", () => { only(key); document.getElementById("findings").scrollIntoView(); });
  side.append(button);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input,select,textarea,.nv")) return;
  event.preventDefault();
  find?.focus();
});
document.getElementById("r-theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme:dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
});
addEventListener("beforeprint", () => document.querySelectorAll(".r-item:not([hidden]) details").forEach((el) => { el.open = true; }));
document.documentElement.dataset.ready = "yes";
})();
