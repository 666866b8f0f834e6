// In HubSpot the panel stands in a modal, which closes once the panel says so. Without script, or anywhere else, the modal's own button closes it.
const tell = (action) => window.parent.postMessage(JSON.stringify({ action }), "*");

if (window.parent !== window) {
  for (const button of document.querySelectorAll("[data-panel-done]")) {
    button.hidden = false;
    button.addEventListener("click", () => tell("DONE"));
  }
  // The frame has the keyboard, so the modal never hears this key.
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) tell("CANCEL");
  });
}
