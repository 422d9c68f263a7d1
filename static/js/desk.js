// The desk alone: the hour, moments by the wall clock of whoever looks, and which tables carry a note.
(function () {
  "use strict";

  const hour = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const body = document.body;
  const ahead = Number(body.dataset.now) - Date.now(); // the server's clock minus this laptop's, which may be wrong

  // An hour that is said aloud in the room: the server's, in the place where the laptop stands.
  function tell() {
    const now = document.getElementById("hour");
    if (now) now.textContent = hour.format(new Date(Date.now() + ahead));
    for (const node of document.querySelectorAll("time[data-at]")) {
      const words = hour.format(new Date(Number(node.dataset.at)));
      if (node.textContent !== words) node.textContent = words;
    }
  }

  function sign(field) {
    const tile = document.getElementById("slot-tile-" + field.dataset.noteOf);
    if (tile) tile.classList.toggle("noted", field.value.trim() !== "");
  }

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-note-of]")) sign(event.target);
  });
  setInterval(tell, 1000);
  tell();
})();
