// A second click on a form that is under way does nothing. The server has its own guard (the submission id); this saves the wait.
document.addEventListener("submit", (e) => {
  const form = e.target;
  if (!form.matches("form[data-once]") || e.defaultPrevented) return;
  if (form.dataset.sent) return e.preventDefault();
  form.dataset.sent = "true";
  form.setAttribute("aria-busy", "true");
});

// Back from the cache of pages: the form may be sent again.
addEventListener("pageshow", (e) => {
  if (!e.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
});
