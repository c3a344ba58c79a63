// Forms: the summary of errors takes the focus; a form is sent once; leaving a changed form asks first.
const summary = document.querySelector("[data-errors]");
if (summary) summary.focus();

let changed = false;
for (const form of document.querySelectorAll("form[data-guard]")) {
  form.addEventListener("input", () => { changed = true; });
}
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener("submit", (event) => {
    changed = false;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
window.addEventListener("beforeunload", (event) => {
  if (!changed) return;
  event.preventDefault();
  event.returnValue = "";
});

// One menu open at a time; Escape and a press outside shut it.
function shutMenus(except) {
  for (const menu of document.querySelectorAll("details.gk-menu[open]")) if (menu !== except) menu.open = false;
}
document.addEventListener("click", (event) => shutMenus(event.target.closest("details.gk-menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.gk-menu[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
for (const select of document.querySelectorAll("[data-send-on-change]")) {
  select.addEventListener("change", () => select.form.submit());
}
