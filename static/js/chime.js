// The wall's chime: two soft tones when something new stands there. Off until somebody in the room switches it on (ROOM-4).
(() => {
  "use strict";
  const button = document.getElementById("chime");
  const wall = document.getElementById("slot-wall");
  if (!button || !wall || !window.AudioContext) return;
  let audio = null;
  let shown = said();
  button.hidden = false;

  function said() {
    const verb = wall.querySelector(".verb, h1");
    return verb ? verb.textContent.trim() : "";
  }

  function ring() {
    [660, 880].forEach((pitch, place) => {
      const at = audio.currentTime + place * 0.18;
      const tone = audio.createOscillator();
      const loudness = audio.createGain();
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(0.0001, at);
      loudness.gain.exponentialRampToValueAtTime(0.2, at + 0.02);
      loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.5);
      tone.connect(loudness).connect(audio.destination);
      tone.start(at);
      tone.stop(at + 0.55);
    });
  }

  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    if (on) {
      audio = audio || new AudioContext();
      ring();
    }
  });

  new MutationObserver(() => {
    if (said() === shown) return;
    shown = said();
    if (audio && button.getAttribute("aria-pressed") === "true") ring();
  }).observe(wall, { subtree: true, childList: true, characterData: true });
})();
