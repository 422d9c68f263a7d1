// The follow-up of a plan: the device remembers the link that was taken along. Without this, all else works.
(function () {
  "use strict";

  const LINK = /^\/follow-up\/[\w-]{24}\/link\/$/;
  const LONGEST = 90 * 24 * 60 * 60 * 1000; // by then the link works no more
  const nameOf = (slug) => "cocreator." + slug + ".follow-up";

  function keep(slug, path) {
    try {
      localStorage.setItem(nameOf(slug), JSON.stringify({ words: path, at: Date.now() }));
    } catch (refused) {
      return; // a browser that keeps nothing
    }
  }

  function kept(slug) {
    try {
      const found = JSON.parse(localStorage.getItem(nameOf(slug)) || "{}");
      if (LINK.test(found.words) && found.at > Date.now() - LONGEST) return found.words;
      localStorage.removeItem(nameOf(slug));
    } catch (refused) {
      return ""; // a browser that keeps nothing
    }
    return "";
  }

  // --- the page of the link ------------------------------------------------------------------

  const page = document.querySelector("[data-keep-link]");
  if (page && LINK.test(location.pathname)) keep(page.dataset.keepLink, location.pathname);

  for (const button of document.querySelectorAll("[data-copies]")) {
    if (!navigator.clipboard) continue; // the link itself can be pressed and held
    button.hidden = false;
    button.addEventListener("click", () =>
      navigator.clipboard.writeText(document.getElementById(button.dataset.copies).href).then(() => {
        button.textContent = button.dataset.copied;
        document.getElementById("copied").textContent = button.dataset.copied;
      }),
    );
  }

  // --- a player's page -----------------------------------------------------------------------

  if (!document.body.dataset.socket) return;
  const slug = document.body.dataset.socket.split("/")[2];
  const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(24)), (n) => "0123456789abcdefghijklmnopqrstuv"[n % 32]).join("");

  function fill() {
    const place = document.querySelector("#follow-up[data-keeps-link]");
    const path = place && kept(slug);
    if (!path) return;
    const link = place.querySelector(".has a");
    if (link.getAttribute("href") === path) return;
    link.href = path;
    place.querySelector(".has").hidden = false;
    place.querySelector(".asks").hidden = true;
  }

  function tokenOf() {
    const token = document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="));
    return token ? token.slice("csrftoken=".length) : "";
  }

  const isTyped = (plan) => Array.from(plan.querySelectorAll("input[type=text]")).some((field) => field.value !== field.defaultValue);

  // A part that was pushed has no token and no key yet. What was typed into the plan is kept before the page is left.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-follow-up]")) return;
    form.elements.csrfmiddlewaretoken.value = tokenOf();
    if (form.elements.key.value.length !== 24) form.elements.key.value = fresh();
    const plan = document.querySelector("form.plan");
    if (!plan || !isTyped(plan)) return;
    event.preventDefault();
    const lines = new URLSearchParams(new FormData(plan));
    lines.set("csrfmiddlewaretoken", tokenOf());
    fetch(plan.action, { method: "POST", body: lines })
      .then((answer) => (answer.redirected ? form.submit() : plan.requestSubmit()))
      .catch(() => plan.requestSubmit());
  });

  new MutationObserver(fill).observe(document.body, { childList: true, subtree: true });
  fill();
})();
