// The app's card beside a record, as HubSpot shows one: it asks the app through the CRM, and its button opens the panel in a modal with a frame. The
// frame closes the modal by posting {"action":"DONE"} or {"action":"CANCEL"}; the card then asks anew.
const card = document.querySelector("[data-card]");
const body = card.querySelector("[data-card-body]");
const button = card.querySelector("[data-card-open]");
const modal = document.querySelector("dialog.modal");
const frame = modal.querySelector("iframe");

const ask = async () => {
  const answer = await fetch(card.dataset.card, { headers: { accept: "application/json" } });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.detail);
  return told;
};

const trouble = (failure) => {
  const words = document.createElement("p");
  words.className = "note-bad";
  words.textContent = failure.message;
  body.replaceChildren(words);
  button.hidden = true;
};

const look = async () => {
  try {
    const { lines } = await ask();
    const list = document.createElement("dl");
    list.className = "facts";
    for (const { label, value } of lines) {
      const [term, says] = [document.createElement("dt"), document.createElement("dd")];
      [term.textContent, says.textContent] = [label, value];
      list.append(term, says);
    }
    body.replaceChildren(list);
    button.hidden = false;
  } catch (failure) {
    trouble(failure);
  }
};

// An address opens the panel once, so each opening asks for its own.
button.addEventListener("click", async () => {
  try {
    frame.src = (await ask()).url;
    modal.showModal();
  } catch (failure) {
    trouble(failure);
  }
});

addEventListener("message", (event) => {
  if (event.source !== frame.contentWindow || typeof event.data !== "string") return;
  let told;
  try {
    told = JSON.parse(event.data);
  } catch {
    return;
  }
  if (told?.action === "DONE" || told?.action === "CANCEL") modal.close(told.action);
});

modal.addEventListener("close", () => {
  frame.src = "about:blank";
  look();
});

look();
