// What stands on a Salesforce record page: an element that frames an app and tells how that went, and a component of the app's that uses it. Here
// "ready" means that the frame has loaded; the bridge that a guest may speak with Salesforce's own element is not spoken.
const PATIENCE = 15_000;

class UiEmbedding extends HTMLElement {
  connectedCallback() {
    const instanceId = crypto.randomUUID();
    const fail = (phase, code, message, retryable) =>
      this.dispatchEvent(new CustomEvent("sf-embedding.component.error", { detail: { instanceId, phase, code, message, retryable } }));
    let address;
    try {
      address = new URL(this.getAttribute("src"));
    } catch {
      fail("configuration", "INVALID_SRC", "src must be an address.", false);
      return;
    }
    if (address.origin === location.origin) {
      fail("configuration", "SAME_ORIGIN_SRC", "src must lead to another origin.", false);
      return;
    }
    const frame = document.createElement("iframe");
    frame.className = "panel";
    frame.title = this.getAttribute("title") ?? "";
    if (this.hasAttribute("sandbox")) frame.setAttribute("sandbox", this.getAttribute("sandbox"));
    const late = setTimeout(() => fail("bootstrap", "TIMEOUT", "The app did not load in time.", true), PATIENCE);
    frame.addEventListener(
      "load",
      () => {
        clearTimeout(late);
        this.dispatchEvent(new CustomEvent("sf-embedding.component.ready", { detail: { instanceId } }));
      },
      { once: true },
    );
    frame.src = address.href;
    this.replaceChildren(frame);
  }
}
customElements.define("lightning-ui-embedding", UiEmbedding);

const component = document.querySelector("[data-embedding]");
const place = component.querySelector("[data-place]");

const say = (words) => {
  const told = document.createElement("p");
  told.className = "note-bad";
  told.setAttribute("role", "alert");
  told.textContent = words;
  place.replaceChildren(told);
};

// Canvas is there in every organisation: it posts its own signed request into the frame.
const canvas = () => {
  const frame = document.createElement("iframe");
  frame.className = "panel";
  frame.title = "Entente’s panel";
  frame.src = component.dataset.canvas;
  component.dataset.state = "canvas";
  place.replaceChildren(frame);
};

const answer = await fetch(component.dataset.embedding, { headers: { accept: "application/json" } });
const told = await answer.json();
if (!answer.ok) {
  component.dataset.state = "refused";
  say(told.detail);
} else {
  const embedding = document.createElement("lightning-ui-embedding");
  embedding.setAttribute("src", told.url);
  embedding.setAttribute("title", "Entente’s panel");
  embedding.setAttribute("sandbox", "allow-forms allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox");
  embedding.addEventListener("sf-embedding.component.ready", () => {
    component.dataset.state = "ready";
  });
  embedding.addEventListener("sf-embedding.component.error", canvas);
  place.replaceChildren(embedding);
}
