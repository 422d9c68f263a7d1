// What is said to whoever listens instead of looking: one polite region, and never two sentences within five seconds.
// live.js and the clock hand it what is new; of each kind only the latest is said, so that a table that hurries is not read out late.
(function () {
  "use strict";

  const CALM = 5000;
  const ORDER = ["answer", "state", "time"]; // what one did, where the table is, how long there is
  const region = document.getElementById("say-calmly");
  const waiting = {};
  let saidAt = -CALM;
  let timer = 0;

  document.addEventListener("say", (event) => {
    if (!event.detail.words) return;
    if (event.detail.kind === "state") delete waiting.time; // it was the time of what is over
    waiting[event.detail.kind] = event.detail.words;
    if (!timer) timer = setTimeout(say, Math.max(0, saidAt + CALM - performance.now()));
  });

  function say() {
    const words = ORDER.map((kind) => waiting[kind]).filter(Boolean).join(" ");
    for (const kind of ORDER) delete waiting[kind];
    timer = 0;
    saidAt = performance.now();
    if (region.textContent === words) region.textContent = ""; // the same once more is news as well
    region.textContent = words;
  }
})();
