// Keys for queues: J and K walk the rows of [data-queue], Enter opens the row's first link;
// a letter presses the element of [data-key] with that letter (A approve, I ask, D decline). Not while typing.
// Where [data-beside] shows the open row's record, J and K open the next one at once, so that a letter never acts on another row
// than the one that is seen.
const typing = (e) => e.target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
const seen = (element) => element.checkVisibility();

// The row that is being opened: until its page is there no letter acts, and J and K count on from it.
let going = null;
addEventListener("pageshow", () => (going = null));
addEventListener("pagereveal", () => (going = null));

function walk(step) {
  const rows = [...document.querySelectorAll("[data-queue] tbody tr, ul[data-queue] > li, ol[data-queue] > li")];
  if (rows.length === 0) return false;
  const beside = [...document.querySelectorAll("[data-beside]")].some(seen);
  const current = rows.findIndex((row) => row.ariaCurrent === "true");
  const focused = rows.findIndex((row) => row.contains(document.activeElement));
  const at = going ? rows.indexOf(going) : beside || focused < 0 ? current : focused;
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step));
  const link = [...rows[next].querySelectorAll("a[href]")].find(seen);
  link?.focus();
  if (beside && link && next !== at) {
    going = rows[next];
    setTimeout(() => (going = null), 5000); // the way there may have been called off
    link.click();
  }
  return link !== undefined;
}

function press(letter) {
  for (const element of document.querySelectorAll("[data-key]")) {
    if (element.dataset.key.toLowerCase() !== letter || !seen(element)) continue;
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
  const done = letter === "j" ? walk(1) : letter === "k" ? walk(-1) : letter && (going !== null || press(letter));
  if (done) e.preventDefault();
});

// A long list keeps the open row in sight.
document.querySelector("[data-queue] [aria-current=true]")?.scrollIntoView({ block: "nearest" });
