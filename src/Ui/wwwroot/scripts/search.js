// Ctrl K (or Command K) goes to search: focuses a search field where there is one, else follows the link to it.
document.addEventListener("keydown", (e) => {
  if (!(e.ctrlKey || e.metaKey) || e.altKey || e.shiftKey || e.key.toLowerCase() !== "k") return;
  const field = document.querySelector("input[type=search]");
  const link = document.querySelector("a[data-search]");
  if (!field && !link) return;
  e.preventDefault();
  if (field) field.select(), field.focus();
  else link.click();
});
