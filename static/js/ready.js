// The ticks that only a person can set are kept on this device, for one workshop. Without it, the page is the same.
(function () {
  "use strict";

  const list = document.querySelector("[data-workshop]");
  const name = "cocreator." + list.dataset.workshop + ".ready";
  const boxes = Array.from(list.querySelectorAll("[data-tick]"));

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(name) || "{}").ticked || [];
    } catch (refused) {
      return []; // a browser that keeps nothing
    }
  }

  function keep() {
    const ticked = boxes.filter((box) => box.checked).map((box) => box.dataset.tick);
    try {
      localStorage.setItem(name, JSON.stringify({ ticked, at: Date.now() }));
    } catch (refused) {
      // the ticks last as long as the page
    }
  }

  for (const box of boxes) {
    box.checked = kept().includes(box.dataset.tick);
    box.addEventListener("change", keep);
  }
})();
