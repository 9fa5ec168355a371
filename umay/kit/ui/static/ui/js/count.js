// Says how many characters are left; speaks only after a pause in typing.
document.querySelectorAll("[data-limit]").forEach((words) => {
  const box = document.getElementById(words.dataset.for);
  if (!box) return;
  const limit = Number(words.dataset.limit);
  // A browser without Azerbaijani writes its numbers as Turkish does, which is right.
  const numbers = new Intl.NumberFormat([document.documentElement.lang, "tr"]);
  let pause;
  const show = () => {
    // The server counts line ends as two characters, as browsers send them.
    const left = limit - [...box.value.replace(/\n/g, "\r\n")].length;
    words.textContent = (left < 0 ? words.dataset.over : words.dataset.left).replace("{count}", numbers.format(Math.abs(left)));
    words.classList.toggle("is-over", left < 0);
  };
  box.addEventListener("input", () => {
    words.removeAttribute("aria-live");
    show();
    clearTimeout(pause);
    pause = setTimeout(() => { words.setAttribute("aria-live", "polite"); show(); }, 1000);
  });
  if (box.value) show();
});
