// The palette: / or Ctrl+K, then a few letters, arrows and Enter. It asks the same search that the top bar asks.
const dialog = document.getElementById("palette");
const input = dialog.querySelector("input");
const list = dialog.querySelector("ul");
const none = dialog.querySelector("p");
let chosen = 0;
let asked = 0;
let timer = 0;

function choose(index) {
  const options = list.children;
  if (!options.length) return;
  chosen = (index + options.length) % options.length;
  Array.from(options).forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
  options[chosen].scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", options[chosen].id);
}
function row(found, index) {
  const option = document.createElement("li");
  option.id = "palette-" + index;
  option.setAttribute("role", "option");
  const link = document.createElement("a");
  link.href = found.address;
  link.tabIndex = -1;
  for (const part of ["label", "kind"]) {
    const span = document.createElement("span");
    span.className = "gk-palette__" + part;
    span.textContent = found[part];
    link.appendChild(span);
  }
  option.appendChild(link);
  return option;
}
async function ask() {
  const turn = ++asked;
  const address = dialog.dataset.address + "?format=json&q=" + encodeURIComponent(input.value.trim());
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok || turn !== asked) return;
  const found = (await answer.json()).found;
  list.textContent = "";
  found.forEach((one, index) => list.appendChild(row(one, index)));
  none.hidden = found.length > 0;
  input.removeAttribute("aria-activedescendant");
  choose(0);
}
function open() {
  if (dialog.open) return;
  input.value = "";
  dialog.showModal();
  input.focus();
  ask();
}

input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, 120);
});
input.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") choose(chosen + 1);
  else if (event.key === "ArrowUp") choose(chosen - 1);
  else if (event.key === "Enter" && list.children[chosen]) list.children[chosen].querySelector("a").click();
  else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  const isWriting = event.target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].indexOf(event.target.tagName) >= 0;
  let isOn = true;
  try { isOn = localStorage.getItem("gk-single-keys") !== "off"; } catch (error) { isOn = true; }
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isWriting && isOn;
  const control = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  if (!slash && !control) return;
  if (document.querySelector("dialog[open]")) return;
  event.preventDefault();
  open();
});
for (const shut of document.querySelectorAll("dialog.gk-dialog")) {
  shut.addEventListener("click", (event) => { if (event.target === shut) shut.close(); });
}
