// Where votes are anonymous, only this device keeps what its people chose and voted. Without it, all else works (VOTE-10).
(function () {
  "use strict";

  const nameOf = (keeps) => "cocreator." + document.body.dataset.socket.split("/")[2] + "." + keeps;

  const LONGEST = 120 * 24 * 60 * 60 * 1000; // by then every workshop is deleted

  function recall(name) {
    try {
      const kept = JSON.parse(localStorage.getItem(name) || "{}");
      return kept.words || null;
    } catch (refused) {
      return null; // a browser that keeps nothing
    }
  }

  function forgetTheOld() {
    try {
      for (const name of Object.keys(localStorage)) {
        if (name.startsWith("cocreator.") && !(JSON.parse(localStorage.getItem(name)).at > Date.now() - LONGEST)) localStorage.removeItem(name);
      }
    } catch (refused) {
      return; // a browser that keeps nothing
    }
  }

  // What was sent is kept once it has been taken, by the words that stood beside it.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.target;
    const picked = form.dataset.keeps && form.querySelector("input[name=option]:checked");
    if (!picked) return;
    const label = document.querySelector('label[for="' + picked.id + '"]') || picked.closest("label");
    const name = nameOf(form.dataset.keeps);
    const words = label.textContent.trim();
    event.detail.xhr.addEventListener("load", () => {
      const answer = event.detail.xhr;
      if (answer.status !== 200 || answer.responseText.includes("slip lamp notice")) return;
      try {
        localStorage.setItem(name, JSON.stringify({ words, at: Date.now() }));
      } catch (refused) {
        // a browser that keeps nothing: the panel goes on to say so
      }
    });
  });

  function fill() {
    for (const node of document.querySelectorAll("[data-kept]")) {
      const words = recall(nameOf(node.dataset.kept));
      if (words && node.textContent !== words) node.textContent = words;
    }
  }

  new MutationObserver(fill).observe(document.body, { childList: true, subtree: true });
  forgetTheOld();
  fill();
})();
