"use strict";
(() => {
  const entries = [...document.querySelectorAll(".doubts a")];
  let at = -1;

  const cellOf = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));

  const show = (index) => {
    if (!entries.length) return;
    document.querySelectorAll(".now").forEach((e) => e.classList.remove("now"));
    at = (index + entries.length) % entries.length;
    const link = entries[at];
    link.parentElement.classList.add("now");
    link.focus({ preventScroll: true });
    link.parentElement.scrollIntoView({ block: "nearest" });
    const cell = cellOf(link);
    if (cell) {
      cell.classList.add("now");
      cell.scrollIntoView({ block: "center", inline: "center" });
    }
  };

  const toggle = () => {
    if (at < 0) return;
    const link = entries[at];
    const isSeen = link.parentElement.classList.toggle("seen");
    const cell = cellOf(link);
    if (cell) cell.classList.toggle("seen", isSeen);
    if (isSeen && at + 1 < entries.length) show(at + 1);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j" || event.key === "n") show(at + 1);
    else if (event.key === "k" || event.key === "p") show(at - 1);
    else if (event.key === " ") toggle();
    else return;
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    const index = entries.indexOf(link);
    event.preventDefault();
    if (index >= 0) {
      show(index);
      return;
    }
    const cell = cellOf(link);
    if (!cell) return;
    document.querySelectorAll(".now").forEach((e) => e.classList.remove("now"));
    cell.classList.add("now");
    cell.scrollIntoView({ block: "center", inline: "center" });
  });
})();
