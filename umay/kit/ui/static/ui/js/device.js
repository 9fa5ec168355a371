// What a draft could not bring to the server stays on this device, for forms whose page holds a key of its own (data-draft-key, given to the signed-in
// writer alone): encrypted, so that whoever takes the device next reads nothing. It goes as soon as the server has it. A page without a key keeps nothing here.
const MARK = "umay.draft.";
const OLDEST = 30 * 24 * 3600 * 1000;
const NAME = 32; // hexadecimal digits of the key that name the place; the others encrypt

const unhex = (digits) => Uint8Array.from(digits.match(/../g), (pair) => parseInt(pair, 16));
const text = (bytes) => btoa(Array.from(new Uint8Array(bytes), (one) => String.fromCharCode(one)).join(""));
const bytes = (words) => Uint8Array.from(atob(words), (one) => one.charCodeAt(0));

// The words of a form as pairs; files and what belongs to one sending are left out.
export function wordsOf(form) {
  const never = ["csrfmiddlewaretoken", "idempotency_key"];
  return [...new FormData(form)].filter(([name, value]) => !(value instanceof File) && !never.includes(name));
}

// Where this form's words are kept on the device; null where they can't or must not be.
export function placeOf(form) {
  const given = form.dataset.draftKey;
  if (!given || !globalThis.crypto?.subtle) return null;
  let shelf;
  try {
    shelf = globalThis.localStorage;
    clear(shelf);
  } catch {
    return null; // the browser forbids it
  }
  const name = MARK + given.slice(0, NAME);
  const own = `${name}.${Date.now()}`; // a page that is opened later takes another place, and so overwrites nothing
  const key = crypto.subtle.importKey("raw", unhex(given.slice(NAME)), "AES-GCM", false, ["encrypt", "decrypt"]);
  let turn = 0;

  const read = async (place) => {
    const kept = JSON.parse(shelf.getItem(place));
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(kept.iv) }, await key, bytes(kept.sealed));
    return { place, at: kept.at, words: JSON.parse(new TextDecoder().decode(plain)) };
  };

  return {
    // True when the words stand on the device.
    async keep(words) {
      turn += 1;
      const mine = turn;
      try {
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const plain = new TextEncoder().encode(JSON.stringify(words));
        const sealed = text(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key, plain));
        if (mine === turn) shelf.setItem(own, JSON.stringify({ at: Date.now(), iv: text(iv), sealed }));
        return true;
      } catch {
        return false; // the device is full
      }
    },
    forget(place = own) {
      if (place === own) turn += 1;
      shelf.removeItem(place);
    },
    // What an earlier page left here, the newest; null where there is nothing.
    async left() {
      const places = Object.keys(shelf).filter((one) => one.startsWith(`${name}.`) && one !== own);
      for (const place of places.sort().reverse()) {
        try {
          return await read(place);
        } catch {
          shelf.removeItem(place); // not of this key any more
        }
      }
      return null;
    },
  };
}

function clear(shelf) {
  for (const place of Object.keys(shelf)) {
    if (place.startsWith(MARK) && Date.now() - Number(place.split(".").pop()) > OLDEST) shelf.removeItem(place);
  }
}
