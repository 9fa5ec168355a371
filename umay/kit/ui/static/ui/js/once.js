// A form is sent once: a second press within the answer's waiting time does nothing.
// The button stays focusable (aria-disabled), so that a screen reader does not lose its place.
const forms = new WeakMap();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (forms.has(form)) {
    event.preventDefault();
    return;
  }
  forms.set(form, true);
  const buttons = form.querySelectorAll("button[type=submit]");
  buttons.forEach((button) => button.setAttribute("aria-disabled", "true"));
  setTimeout(() => release(form), 8000);
});

function release(form) {
  forms.delete(form);
  form.querySelectorAll("button[type=submit]").forEach((button) => button.removeAttribute("aria-disabled"));
}

// Coming back with the browser's own back button shows the page as it was: it may be sent again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-once]").forEach(release);
});
