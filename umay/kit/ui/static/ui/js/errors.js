// After a wrong entry the summary has the focus, and its links lead into the field itself.
const summary = document.querySelector("[data-errors]");
summary?.focus();
summary?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const group = field.closest(".field") ?? field;
  group.scrollIntoView({ block: "start" });
  field.focus({ preventScroll: true });
});
