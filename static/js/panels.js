// Where focus goes when a panel opens and when it shuts: it never rests behind a panel, nor nowhere.
(function () {
  "use strict";

  const main = document.getElementById("main");

  document.addEventListener(
    "toggle",
    (event) => {
      const panel = event.target;
      if (!panel.matches("[popover][id]")) return;
      if (event.newState === "open") enter(panel);
      else leave(panel);
    },
    true,
  );

  // Whoever opens a panel is in it, at its first button, which shuts it.
  function enter(panel) {
    const close = panel.querySelector("header button");
    if (close && !panel.contains(document.activeElement)) close.focus({ preventScroll: true });
  }

  // The browser gives focus back to the button that opened the panel; if a push has replaced that meanwhile, its twin gets it.
  function leave(panel) {
    const held = document.activeElement;
    if (held !== document.body && !panel.contains(held)) return;
    const openers = Array.from(document.querySelectorAll('[popovertarget="' + CSS.escape(panel.id) + '"]'));
    const twin = openers.find((button) => !panel.contains(button) && button.getClientRects().length);
    if (twin || main) (twin || main).focus({ preventScroll: true });
  }

  // Past the end of a panel the page goes on, and the panel no longer lies over it.
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Tab") return;
    for (const panel of document.querySelectorAll("[popover]:popover-open")) {
      if (!panel.contains(document.activeElement)) panel.hidePopover();
    }
  });
})();
