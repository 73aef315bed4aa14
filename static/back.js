// Gives every choice an entry of its own in the browser's history, so that Back undoes it.
//
// Streamlit writes a choice over the entry it is made on, and gives entries to what it does itself:
// correcting an address, and taking a page's choices out of it before the next page opens. Here a
// choice gets the entry, a correction is written over, and a page that is left keeps its choices.

const push = window.history.pushState.bind(window.history);
const write = window.history.replaceState.bind(window.history);
let following = false; // Back or Forward was pressed, and nothing was done on the page since
let left = null; // address before Streamlit corrected it, if it did since the last act

function act() {
  following = false;
  left = null;
}

function choose(state, unused, url) {
  const same = new URL(url, window.location.href).href === window.location.href;
  (same || following ? write : push)(state, unused, url);
}

function move(state, unused, url) {
  if (new URL(url, window.location.href).pathname === window.location.pathname) {
    left = left ?? window.location.href;
    write(state, unused, url);
    return;
  }
  if (left) write({}, "", left);
  left = null;
  push(state, unused, url);
}

if (!window.stoolBack) {
  window.stoolBack = true;
  window.history.replaceState = choose;
  window.history.pushState = move;
  window.addEventListener("popstate", () => (following = true));
  for (const done of ["pointerdown", "keydown", "click"]) {
    window.addEventListener(done, act, true);
  }
}

export default function () {}
