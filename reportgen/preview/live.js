"use strict";
// Keeps a page that is being written up to date: a newer one is fetched, the reader's place is kept.
const own = document.querySelector('meta[name="preview"]').content;
const words = {
  none: "not printed yet", printing: "being printed…", ready: "ready", failed: "could not be printed",
};

function keepPlace() {
  history.scrollRestoration = "manual";
  const kept = sessionStorage.getItem("place");
  if (kept !== null) scrollTo({ top: Number(kept), behavior: "instant" });
  addEventListener("pagehide", () => sessionStorage.setItem("place", String(scrollY)));
}

function tell(prints) {
  for (const [name, state] of Object.entries(prints)) {
    const place = document.querySelector(`#preview [data-print="${name}"]`);
    if (place.dataset.state !== state) {
      place.dataset.state = state;
      place.textContent = words[state];
    }
  }
}

function listen() {
  const events = new EventSource("/events");
  const connection = document.querySelector("#preview [data-connection]");
  events.onmessage = (event) => {
    connection.hidden = true;
    const now = JSON.parse(event.data);
    if (now.page === own) tell(now.prints);
    else location.reload();
  };
  events.onerror = () => { connection.hidden = false; };
}

keepPlace();
listen();
