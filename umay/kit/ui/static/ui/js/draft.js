// Drafts: a form with data-draft="<address>" is sent there while it is being filled in, at most every ten seconds.
// The server keeps the draft under the rules of its room; nothing is kept in the browser.
document.querySelectorAll("form[data-draft]").forEach((form) => {
  const note = form.querySelector("[data-draft-note]");
  let waiting = null;
  let changed = false;

  const send = async () => {
    waiting = null;
    if (!changed) return;
    changed = false;
    const words = new FormData(form);
    for (const [name, value] of [...words]) if (value instanceof File) words.delete(name);
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: words, keepalive: true });
      if (note) note.textContent = answer.ok ? note.dataset.saved : note.dataset.failed;
    } catch {
      changed = true;
      if (note) note.textContent = note.dataset.failed;
    }
  };
  form.addEventListener("input", () => {
    changed = true;
    waiting ??= setTimeout(send, 10000);
  });
  form.addEventListener("submit", () => { clearTimeout(waiting); changed = false; });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send(); });
});
