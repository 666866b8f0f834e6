// Shows a section of a form only while a field has one of its values. Without script every section is shown, and the server judges alike.
document.querySelectorAll("[data-when-field]").forEach((section) => {
  const form = section.closest("form");
  const values = section.dataset.whenValues.toLowerCase().split("|");
  const judge = () => {
    const now = form ? new FormData(form).getAll(section.dataset.whenField) : [];
    section.hidden = !now.some((v) => values.includes(String(v).toLowerCase()));
  };
  form?.addEventListener("change", judge);
  form?.addEventListener("reset", () => setTimeout(judge));
  judge();
});
