// Drafts: a form with data-draft="<address>" is sent there while it is being filled in, at most every ten seconds, and once more before it is
// sent for good: whatever then happens on the way, nothing typed is lost. The server keeps the draft under the rules of its room; nothing is
// kept in the browser.
const EVERY = 10000;
const PATIENCE = 4000; // a slow line holds the form up no longer than this

document.querySelectorAll("form[data-draft]").forEach((form) => {
  const note = form.querySelector("[data-draft-note]");
  let waiting = null;
  let changed = false;
  let underway = Promise.resolve(true);

  const say = (what) => {
    if (note) note.textContent = note.dataset[what];
  };

  const keep = async (keepalive) => {
    const words = new FormData(form);
    for (const [name, value] of [...words]) if (value instanceof File) words.delete(name);
    changed = false;
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: words, keepalive, redirect: "manual" });
      if (answer.type === "opaqueredirect") { // to the sign-in, which has ended: the form sent there would be lost
        changed = true;
        say("ended");
        return false;
      }
      say(answer.ok ? "saved" : "failed");
      return true;
    } catch {
      changed = true;
      later();
      say("failed");
      return false;
    }
  };

  const send = (keepalive = false) => {
    clearTimeout(waiting);
    waiting = null;
    if (changed) underway = underway.then(() => keep(keepalive));
    return underway;
  };

  const later = () => { waiting ??= setTimeout(send, EVERY); };

  form.addEventListener("input", () => { changed = true; later(); });
  window.addEventListener("online", () => send());
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send(true); });

  // The draft arrives before the form does, so that the answer to the form can throw it away. Without a connection the page stays as it is.
  let isKept = false;
  form.addEventListener("submit", async (event) => {
    if (isKept) { isKept = false; return; }
    event.preventDefault();
    event.stopPropagation();
    const { submitter } = event;
    const patience = new Promise((done) => setTimeout(done, PATIENCE, true));
    if (!(await Promise.race([send(), patience]))) return;
    // In a turn of its own: while this event is still on its way, a browser ignores that the form is sent again.
    setTimeout(() => {
      clearTimeout(waiting);
      waiting = null;
      changed = false;
      isKept = true;
      form.requestSubmit(submitter);
    });
  });
});
