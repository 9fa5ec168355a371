// Warns before the sign-in ends, and asks for more time without leaving the page.
const box = document.getElementById("session-ending");

if (box) {
  const warnBefore = Number(box.dataset.warnBefore);
  let ends = Date.now() + Number(box.dataset.endsIn) * 1000;

  const look = () => {
    const left = (ends - Date.now()) / 1000;
    const shouldShow = left <= warnBefore;
    if (shouldShow && box.hidden) {
      box.hidden = false;
      box.querySelector("button")?.focus();
    }
    if (!shouldShow) box.hidden = true;
  };
  setInterval(look, 5000);
  look();

  box.querySelector("[data-keep]")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) return form.submit();
      const words = await answer.json();
      ends = Date.now() + Number(words.ends_in) * 1000;
      box.hidden = true;
    } catch {
      form.submit();
    }
  });
}
