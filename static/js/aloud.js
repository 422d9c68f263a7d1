// Reads the story on the screen aloud, in its language, for whoever asks; where a browser has no voice, the button stays away (ROOM-3).
(function () {
  "use strict";

  if (!window.speechSynthesis || !window.SpeechSynthesisUtterance) return;
  let reading = null; // the button that was pressed

  function reveal() {
    for (const button of document.querySelectorAll("[data-aloud][hidden]")) button.hidden = false;
    if (reading && !document.contains(reading)) stop(); // the table has moved on
  }

  function stop() {
    window.speechSynthesis.cancel();
    if (reading) tell(false);
    reading = null;
  }

  function tell(isReading) {
    reading.querySelector("span").textContent = isReading ? reading.dataset.stop : reading.dataset.aloud;
    reading.setAttribute("aria-pressed", String(isReading));
  }

  // The title, the story and whatever else is told to all; never what only one person knows.
  function words(part) {
    const told = part.querySelectorAll("h1, p.story, q");
    return Array.from(told)
      .filter((node) => !node.closest(".private, .back, [hidden], details:not([open])"))
      .map((node) => ({ text: node.textContent.replace(/\s+/g, " ").trim(), lang: (node.closest("[lang]") || document.documentElement).lang }));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-aloud]");
    if (!button) return;
    const again = button === reading;
    stop();
    if (again) return;
    reading = button;
    tell(true);
    const sentences = words(button.closest("[data-part]"));
    sentences.forEach(({ text, lang }, place) => {
      const said = new SpeechSynthesisUtterance(text);
      said.lang = lang;
      if (place === sentences.length - 1) said.onend = stop;
      window.speechSynthesis.speak(said);
    });
  });

  window.addEventListener("pagehide", stop);
  new MutationObserver(reveal).observe(document.body, { childList: true, subtree: true });
  reveal();
})();
