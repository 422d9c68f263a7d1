// Whoever was erased is forgotten by the own device too: what it had kept of this workshop goes.
(function () {
  "use strict";

  const slug = document.getElementById("main").dataset.forget;
  try {
    for (const name of Object.keys(localStorage)) {
      if (slug && name.startsWith("cocreator.") && name.includes(slug)) localStorage.removeItem(name);
    }
  } catch (refused) {
    return; // a browser that keeps nothing
  }
})();
