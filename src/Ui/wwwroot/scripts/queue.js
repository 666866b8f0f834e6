// Keys for queues: J and K walk the rows of [data-queue], Enter opens the row's first link;
// a letter presses the element of [data-key] with that letter (A approve, I ask, D decline). Not while typing.
const typing = (e) => e.target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

function walk(step) {
  const rows = [...document.querySelectorAll("[data-queue] tbody tr, ul[data-queue] > li, ol[data-queue] > li")];
  if (rows.length === 0) return false;
  const focused = rows.findIndex((row) => row.contains(document.activeElement));
  const at = focused < 0 ? rows.findIndex((row) => row.ariaCurrent === "true") : focused;
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step));
  const link = [...rows[next].querySelectorAll("a[href]")].find((a) => a.checkVisibility());
  link?.focus();
  return link !== undefined;
}

function press(letter) {
  for (const element of document.querySelectorAll("[data-key]")) {
    if (element.dataset.key.toLowerCase() !== letter) continue;
    const control = element.matches("label") ? element.control ?? element.querySelector("input") : element;
    control.focus();
    control.click();
    return true;
  }
  return false;
}

document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.repeat || typing(e)) return;
  const letter = e.key.length === 1 ? e.key.toLowerCase() : "";
  const done = letter === "j" ? walk(1) : letter === "k" ? walk(-1) : letter && press(letter);
  if (done) e.preventDefault();
});
