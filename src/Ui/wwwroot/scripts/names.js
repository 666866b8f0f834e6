// While somebody types @ and a name, the people whom the form's own list offers; without it the list itself is used.
for (const area of document.querySelectorAll("textarea[data-mentions]")) {
  const source = document.getElementById(area.dataset.mentions);
  if (!source) continue;
  const people = [...source.options].filter((o) => o.value).map((o) => o.text);
  const list = document.createElement("div");
  list.id = `${area.id}-names`;
  list.className = "names";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "People who read it");
  list.hidden = true;
  area.after(list);
  area.setAttribute("aria-controls", list.id);
  area.setAttribute("aria-autocomplete", "list");
  let at = -1;
  let chosen = 0;

  const name = (text) => text.split(", ")[0];
  const options = () => [...list.children];

  const close = () => {
    list.hidden = true;
    area.removeAttribute("aria-activedescendant");
  };

  const mark = (i) => {
    chosen = (i + options().length) % options().length;
    options().forEach((o, n) => o.setAttribute("aria-selected", String(n === chosen)));
    area.setAttribute("aria-activedescendant", options()[chosen].id);
  };

  const take = () => {
    const end = area.selectionStart;
    area.setRangeText(`@${name(options()[chosen].textContent)} `, at, end, "end");
    close();
    area.focus();
  };

  const look = () => {
    const before = area.value.slice(0, area.selectionStart);
    const typed = /(?:^|[^\p{L}\p{N}])@([\p{L}\p{N}'’ -]{0,30})$/u.exec(before);
    const found = typed ? people.filter((p) => p.toLowerCase().startsWith(typed[1].toLowerCase())).slice(0, 6) : [];
    if (!found.length || found.some((p) => typed[1].toLowerCase().startsWith(`${name(p).toLowerCase()} `))) return close();
    at = before.length - typed[1].length - 1;
    list.replaceChildren(
      ...found.map((text, i) => {
        const option = document.createElement("div");
        option.id = `${list.id}-${i}`;
        option.setAttribute("role", "option");
        option.textContent = text;
        option.addEventListener("pointerdown", (e) => {
          e.preventDefault();
          mark(i);
          take();
        });
        return option;
      }),
    );
    list.hidden = false;
    mark(0);
  };

  area.addEventListener("input", look);
  area.addEventListener("blur", close);
  area.addEventListener("keydown", (e) => {
    if (list.hidden) return;
    if (e.key === "ArrowDown") mark(chosen + 1);
    else if (e.key === "ArrowUp") mark(chosen - 1);
    else if (e.key === "Enter" || e.key === "Tab") take();
    else if (e.key === "Escape") close();
    else return;
    e.preventDefault();
  });
}
