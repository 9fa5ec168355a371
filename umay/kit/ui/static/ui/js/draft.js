// Drafts: a form with data-draft="<address>" is sent there while it is being filled in, at most every ten seconds, and once more before it is
// sent for good: whatever then happens on the way, nothing typed is lost. The server keeps the draft under the rules of its room. Nothing is kept
// in the browser, except for a form that has data-draft-key (device.js): what could not be brought to the server is offered there the next time.
import { placeOf, wordsOf } from "./device.js";

const EVERY = 10000;
const PATIENCE = 4000; // a slow line holds the form up no longer than this

document.querySelectorAll("form[data-draft]").forEach((form) => {
  const note = form.querySelector("[data-draft-note]");
  const place = placeOf(form);
  let waiting = null;
  let changed = false;
  let isHere = Promise.resolve(false); // whether what is typed stands on this device
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
        say((await isHere) ? "endedHere" : "ended");
        return false;
      }
      if (answer.ok && !changed) place?.forget();
      say(answer.ok ? "saved" : "failed");
      return true;
    } catch {
      changed = true;
      later();
      say((await isHere) ? "here" : "failed");
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

  form.addEventListener("input", () => {
    changed = true;
    if (place) isHere = place.keep(wordsOf(form));
    later();
  });
  window.addEventListener("online", () => send());
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send(true); });
  if (place) offer(form, place);

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

// Words of an earlier visit that never reached the server: shown again by way of the server's draft, or thrown away; the writer says which.
async function offer(form, place) {
  const box = document.querySelector("[data-draft-left]");
  const left = box && (await place.left());
  if (!left) return;
  if (JSON.stringify(left.words) === JSON.stringify(wordsOf(form))) { // they stand in the form already
    place.keep(left.words).then((isSafe) => { if (isSafe) place.forget(left.place); });
    return;
  }
  if (await isOnServer(form.dataset.draft, left.words)) { // the page was closed before the server's answer came
    place.forget(left.place);
    return;
  }
  const when = new Date(left.at);
  const time = box.querySelector("time");
  time.dateTime = when.toISOString();
  time.textContent = when.toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  box.hidden = false;
  box.querySelector("[data-draft-leave]").addEventListener("click", () => {
    place.forget(left.place);
    box.hidden = true;
  });
  box.querySelector("[data-draft-take]").addEventListener("click", async () => {
    const words = new FormData();
    words.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const [name, value] of left.words) words.append(name, value);
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: words, redirect: "manual" });
      if (!answer.ok) return;
    } catch {
      return; // no connection: the words stay here
    }
    place.forget(left.place);
    window.location.assign(box.dataset.again);
  });
}

async function isOnServer(address, words) {
  try {
    const answer = await fetch(address, { redirect: "manual" });
    if (answer.status !== 200) return false;
    const { body } = await answer.json();
    const pairs = Object.entries(body).flatMap(([name, values]) => values.map((value) => [name, value]));
    const plain = (found) => JSON.stringify(found.map(([name, value]) => [name, value.replaceAll("\r\n", "\n")]).sort());
    return plain(pairs) === plain(words);
  } catch {
    return false;
  }
}
