// Keys of the desk: ? shows them, j and k move, Enter opens, e acts, g and a letter goes to an area.
const KEEP = "gk-single-keys";
const GO_FOR = 1500;
let current = -1;
let goUntil = 0;

function isWriting(target) {
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].indexOf(target.tagName) >= 0;
}
function isOn() {
  try { return localStorage.getItem(KEEP) !== "off"; } catch (error) { return true; }
}
function lines() {
  return Array.from(document.querySelectorAll("[data-item]"));
}
function linkOf(line) {
  return line.querySelector("a[data-open]") || line.querySelector("a[href]");
}
function show(step) {
  const all = lines();
  if (!all.length) return;
  current = Math.min(Math.max(current + step, 0), all.length - 1);
  all.forEach((line, index) => {
    if (index === current) line.setAttribute("data-current", ""); else line.removeAttribute("data-current");
  });
  const link = linkOf(all[current]);
  if (link) link.focus({ preventScroll: true });
  all[current].scrollIntoView({ block: "nearest" });
}
function act() {
  const line = lines()[current];
  const within = line ? line.querySelector("[data-act]") : null;
  const next = within || document.querySelector("main [data-act]:not([disabled])");
  if (!next) return;
  next.focus();
  if (next.tagName === "A") next.click();
}
function go(letter) {
  for (const link of document.querySelectorAll("[data-rail] a[data-key]")) {
    if (link.dataset.key === letter) { link.click(); return true; }
  }
  return false;
}
const SINGLE = {
  "?": () => document.getElementById("keys").showModal(),
  j: () => show(1),
  k: () => show(-1),
  e: act,
  g: () => { goUntil = Date.now() + GO_FOR; },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
  if (document.querySelector("dialog[open]") || !isOn()) return;
  if (Date.now() < goUntil) {
    goUntil = 0;
    if (go(event.key)) event.preventDefault();
    return;
  }
  if (!Object.prototype.hasOwnProperty.call(SINGLE, event.key)) return;
  event.preventDefault();
  SINGLE[event.key]();
});

const box = document.querySelector("[data-single-keys]");
if (box) {
  box.checked = isOn();
  box.addEventListener("change", () => {
    try { localStorage.setItem(KEEP, box.checked ? "on" : "off"); } catch (error) { box.disabled = true; }
  });
}
