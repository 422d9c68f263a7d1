// Another language is the same page loaded anew: what was picked, typed and unfolded comes along, in this tab only.
(function () {
  "use strict";

  const NAME = "cocreator.carried";
  const KINDS = "#slot-task input, #slot-task textarea, #slot-task select, #name, #code";

  function carry() {
    const fields = Array.from(document.querySelectorAll(KINDS)).filter((field) => field.id && field.type !== "hidden");
    const values = fields.map((field) => [field.id, field.type === "radio" || field.type === "checkbox" ? field.checked : field.value]);
    const open = Array.from(document.querySelectorAll("details[open][id]")).map((node) => node.id);
    sessionStorage.setItem(NAME, JSON.stringify({ at: location.pathname, moment: moment(), values, open }));
  }

  // What was meant for a step is not carried into the next one.
  function moment() {
    const part = document.querySelector("#slot-task [data-moment]");
    return part ? part.dataset.moment : "";
  }

  function unpack() {
    const carried = JSON.parse(sessionStorage.getItem(NAME) || "null");
    sessionStorage.removeItem(NAME);
    if (!carried || carried.at !== location.pathname || carried.moment !== moment()) return;
    for (const id of carried.open) {
      const node = document.getElementById(id);
      if (node) node.open = true;
    }
    for (const [id, value] of carried.values) {
      const field = document.getElementById(id);
      if (!field) continue;
      if (typeof value === "boolean") field.checked = value;
      else field.value = value;
      const fold = field.closest("details");
      if (fold && typeof value === "string" && value) fold.open = true;
      if (value) field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.languages")) return;
    try {
      carry();
    } catch (refused) {
      return; // a browser that keeps nothing
    }
  });

  try {
    unpack();
  } catch (refused) {
    return; // a browser that keeps nothing
  }
})();
