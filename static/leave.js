// Takes a page off the screen when whoever looks may see it no more: the server ends its socket,
// and this opens the address anew, which then leads to the sign-in.

const EVERY = 15000; // ms

async function ask() {
  try {
    const answer = await fetch("/session", { cache: "no-store" });
    if (answer.status === 401) window.location.reload();
  } catch {
    // The server cannot be reached: that is no reason to leave.
  }
}

if (!window.stoolLeave) {
  window.stoolLeave = true;
  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
}

export default function () {}
