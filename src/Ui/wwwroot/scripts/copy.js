// Puts a button beside a field whose content is there to be handed out: input[data-copy]. Without script the text is selectable.
async function copy(input) {
  input.select();
  try {
    await navigator.clipboard.writeText(input.value);
    return true;
  } catch {
    // No clipboard on a page that came without TLS: the selection is copied the old way.
    return document.execCommand("copy");
  }
}

function attach(input) {
  const row = document.createElement("div");
  row.className = "copy";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-s";
  button.textContent = "Copy";
  const name = input.getAttribute("aria-label") ?? input.labels[0]?.textContent ?? "";
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  const label = (word) => (button.textContent = word) && button.setAttribute("aria-label", name ? `${word}: ${name}` : word);
  label("Copy");
  input.replaceWith(row);
  row.append(input, button, said);
  let back;
  button.addEventListener("click", async () => {
    const done = await copy(input);
    clearTimeout(back);
    label(done ? "Copied" : "Select and copy");
    said.textContent = done ? "Copied" : "";
    back = setTimeout(() => (label("Copy"), (said.textContent = "")), 2_500);
  });
  input.addEventListener("focus", () => input.select());
}

document.querySelectorAll("input[data-copy]").forEach(attach);
