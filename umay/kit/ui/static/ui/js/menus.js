// Menus close on Escape and on a press outside; on a narrow screen the filter starts closed unless it is in use.
const menus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
});
document.addEventListener("click", (event) => {
  menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
});
if (window.matchMedia("(max-width: 59.99rem)").matches) {
  document.querySelectorAll("details[data-filter]:not([data-chosen])").forEach((filter) => { filter.open = false; });
}
