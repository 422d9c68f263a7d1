// Keeps an open page true, of a player, the desk or the wall: parts come by answer, by fetch and by push, and all go through show().
(function () {
  "use strict";

  const body = document.body;
  if (!body.hasAttribute("data-live")) return;
  document.documentElement.classList.add("js");

  const BEAT = 8000;
  const POLL = 2500;
  const TURN = 12000;
  const DEAD = 2.2 * BEAT;
  const PAUSE = 30000; // after being sent away, at least so long no new socket
  const SELDOM = 4; // a page that nobody looks at, or for which there is no room, asks only every so many polls
  const [TOO_LONG, NO_ROOM, STRANGER, YIELDS, TOO_OFTEN] = [1009, 1013, 4403, 4409, 4429]; // told in game/limits
  const page = body.dataset.page;

  let version = Number(body.dataset.version);
  let ahead = Number(body.dataset.now) - Date.now(); // server's clock minus ours
  let tap = 0;
  let socket = null;
  let heardAt = 0;
  let retry = 0;
  let refused = false;
  let yielded = false; // newer pages of the same person are open
  let crowded = false; // there was no room for this page's socket
  let notBefore = 0;
  let polls = 0;
  let fetching = false;
  let lost = 0;
  let acting = 0; // own deeds under way: what changes meanwhile is their doing

  const byId = (id) => document.getElementById(id);
  const slotOf = (name) => (name === "notice" ? byId("notice") : byId("slot-" + name));
  const partOf = (name) => slotOf(name) && slotOf(name).querySelector(":scope > [data-part]");
  const serverNow = () => Date.now() + ahead;
  const shownHash = () =>
    Array.from(document.querySelectorAll("[data-part]"))
      .filter((part) => part.dataset.part !== "notice")
      .sort((a, b) => (a.dataset.part < b.dataset.part ? -1 : 1))
      .map((part) => part.dataset.hash)
      .join(".");

  // --- one way in for every part -------------------------------------------------------------

  function show(html, meta) {
    if (meta.version < version) return;
    version = meta.version;
    if (meta.now) ahead = meta.now - Date.now();
    const own = meta.own || acting > 0;
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const before = moment();
    const typed = partOf("task") ? typedIn(partOf("task")) : "";
    let moved = false;
    for (const part of Array.from(holder.content.children)) {
      if (part.dataset.part === "notice" && !meta.own) continue; // a fetch has nothing to say
      if (swap(part, own, meta.own)) moved = true;
    }
    const now = moment();
    if (moved && now !== before) {
      if (!meta.own) for (const slip of byId("notice").querySelectorAll(".slip:not(.mine)")) slip.remove();
      if (typed && !own) giveBack(typed);
      announce();
      settleFocus(own);
    }
    dress(document);
  }

  function moment() {
    const task = partOf("task");
    return task ? task.dataset.moment : "";
  }

  function swap(part, own, answer) {
    const name = part.dataset.part;
    const slot = slotOf(name);
    const shown = partOf(name);
    if (!slot) return false;
    if (shown && shown.dataset.hash === part.dataset.hash && name !== "notice") return false;
    const samePlace = shown && shown.dataset.moment === part.dataset.moment;
    if (!answer && samePlace && isSpared(name)) return false;
    const held = slot.contains(document.activeElement) ? document.activeElement : null;
    const isTwin = held && likeness(held);
    if (samePlace) keepInput(shown, part);
    slot.replaceChildren(part);
    if (window.htmx) window.htmx.process(part);
    dress(slot);
    if (held && !document.contains(held)) {
      const twin = held.id ? byId(held.id) : Array.from(slot.querySelectorAll(held.localName)).find(isTwin);
      const title = held.localName === "h1" && slot.querySelector("h1");
      const close = slot.closest("[popover]:popover-open") && slot.closest("[popover]").querySelector("header button"); // not behind the panel
      ((twin && twin.checkVisibility() && twin) || title || close || byId("main")).focus({ preventScroll: true });
    }
    return name === "task";
  }

  // Whether something that was drawn anew is what one had in hand: the same words, and the same to be done with them.
  function likeness(held) {
    const signs = (node) => [node.textContent, node.form && node.form.action, node.href, node.name, node.value, node.getAttribute("popovertarget")].join("|");
    const wanted = signs(held);
    return (node) => signs(node) === wanted;
  }

  // A task is left alone while its reader is at work in it; any other part only while something is being typed.
  const isSpared = (name) => (name === "task" || name === "deed" ? isBusy(partOf("task")) : isTyped(partOf(name)));
  const isAnySpared = () => Array.from(document.querySelectorAll("[data-part]")).some((part) => isSpared(part.dataset.part));

  // Somebody is at work in a part when it holds focus or an answer that has not been sent.
  function isBusy(part) {
    const held = document.activeElement;
    if (!part) return false;
    if (part.contains(held) && held.localName !== "h1") return true; // the title holds focus only to be read
    return isTyped(part);
  }

  function isTyped(part) {
    if (!part) return false;
    const held = document.activeElement;
    if (part.contains(held) && held.matches("input[type=text], textarea")) return true;
    if (Array.from(part.querySelectorAll("select")).some(isPicked)) return true;
    return Array.from(part.querySelectorAll("input, textarea")).some((field) =>
      field.type === "radio" || field.type === "checkbox" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue && field.type !== "hidden"
    );
  }

  // Whether something else is picked in a list than what it came with.
  function isPicked(list) {
    const options = Array.from(list.options);
    return list.selectedIndex !== Math.max(0, options.findIndex((option) => option.defaultSelected));
  }

  // Words typed but not sent when the table moved on.
  function typedIn(part) {
    const fields = Array.from(part.querySelectorAll("textarea, input[type=text]"));
    return fields.filter((field) => field.value !== field.defaultValue).map((field) => field.value.trim()).join(" ");
  }

  function giveBack(words) {
    const slip = document.createElement("p");
    slip.className = "slip mine";
    const typed = document.createElement("bdi"); // in whatever direction it is written
    typed.textContent = words;
    slip.append(body.dataset.givenBack + " ", typed);
    byId("notice").append(slip);
  }

  // What replaces a part must not undo what was typed since, nor fold what was unfolded.
  function keepInput(from, into) {
    for (const old of from.querySelectorAll("textarea, input[type=text]")) {
      const fresh = old.id && into.querySelector("#" + CSS.escape(old.id));
      if (fresh && old.value !== old.defaultValue) fresh.value = old.value;
    }
    for (const old of from.querySelectorAll("select")) {
      const fresh = old.id && into.querySelector("#" + CSS.escape(old.id));
      if (fresh && isPicked(old) && Array.from(fresh.options).some((option) => option.value === old.value)) fresh.value = old.value;
    }
    for (const old of from.querySelectorAll(".row10 input:checked, input[type=checkbox]:checked")) {
      const fresh = old.id && into.querySelector("#" + CSS.escape(old.id));
      if (fresh && !old.defaultChecked) fresh.checked = true;
    }
    for (const old of from.querySelectorAll("details[open]")) {
      const twins = old.id ? into.querySelectorAll("#" + CSS.escape(old.id)) : into.querySelectorAll("details");
      if (twins.length === 1) twins[0].open = true;
    }
  }

  // Focus follows only one's own deed; if the held element is gone, the page's main part keeps it.
  function settleFocus(own) {
    if (!own) return;
    const title = byId("slot-task").querySelector("h1");
    if (title) {
      title.setAttribute("tabindex", "-1");
      title.focus();
      window.scrollTo(0, 0);
    }
  }

  // voice.js says it, not more often than every five seconds.
  const sayCalmly = (kind, words) => document.dispatchEvent(new CustomEvent("say", { detail: { kind, words } }));
  let announced = "";

  function announce() {
    const frame = document.querySelector("[data-say]");
    const title = byId("slot-task").querySelector("h1");
    const words = [frame && frame.dataset.say, title && title.textContent.trim()].filter(Boolean).join(" ");
    if (announced !== words) {
      if (announced && navigator.vibrate) navigator.vibrate(40);
      announced = words;
      sayCalmly("state", words);
    }
    document.title = (title ? title.textContent.trim() + " · " : "") + "CO-CREATOR";
  }

  // --- deeds ---------------------------------------------------------------------------------

  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="));
    event.detail.headers["X-CSRFToken"] = token ? token.slice("csrftoken=".length) : "";
    event.detail.headers["X-Shown"] = shownHash();
    event.detail.parameters["csrfmiddlewaretoken"] = "";
    event.detail.parameters["page"] = page;
    event.detail.parameters["tap"] = String(++tap);
    const words = event.detail.elt.querySelector("[name=said]");
    if (words) {
      if (!/^[0-9a-f]+$/.test(words.value)) words.value = fresh();
      event.detail.parameters["said"] = words.value; // the second of two clicks says the same words once
    }
    // The dock's buttons stand outside their form; which of them was pressed only the submit event knows.
    const pressed = event.detail.triggeringEvent && event.detail.triggeringEvent.submitter;
    if (pressed && pressed.name) event.detail.parameters[pressed.name] = pressed.value;
  });

  // The request itself is listened to: events of htmx do not arrive from a form that a push has replaced meanwhile.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const detail = event.detail;
    const form = event.target;
    const button = (form.id && document.querySelector('[form="' + form.id + '"]')) || form.querySelector("button");
    if (button) button.setAttribute("aria-busy", "true");
    acting += 1;
    detail.xhr.addEventListener("loadend", () => {
      answered(detail, form);
      acting -= 1;
    });
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    event.detail.shouldSwap = false;
  });

  function answered(detail, form) {
    const answer = detail.xhr;
    for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
    if (isNoLine(answer.status)) {
      lost += 1;
      lose();
      tryAgain(detail, form);
    } else if (answer.getResponseHeader("X-Version")) {
      find();
      const panel = form.closest("[popover]"); // before the form itself is replaced
      said(form, answer.responseText);
      show(answer.responseText, {
        version: Number(answer.getResponseHeader("X-Version")),
        now: Number(answer.getResponseHeader("X-Now")),
        own: true,
      });
      const slip = byId("notice").querySelector(".slip.notice");
      if (slip && slip.matches(".lamp")) byId("say-now").textContent = slip.textContent.trim();
      else if (slip) sayCalmly("answer", slip.textContent.trim());
      tellPanel(panel, form, slip);
    } else if (answer.status === 403 || answer.status === 404) {
      location.reload();
    }
  }

  // A panel lies over the notice: what was refused or done there is told in the panel too, and what was typed stays.
  function tellPanel(panel, form, slip) {
    for (const old of document.querySelectorAll(".told-here")) old.remove();
    if (!slip || !panel || !panel.matches(":popover-open")) return;
    const twin = slip.cloneNode(true);
    twin.classList.add("told-here");
    if (document.contains(form)) form.append(twin);
    else panel.querySelector("header").after(twin);
    if (window.htmx) window.htmx.process(twin);
    twin.scrollIntoView({ block: "nearest" });
  }

  const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(6)), (n) => n.toString(16).padStart(2, "0")).join("");

  // Words to others have been sent: the form is empty again, closed, and the next words have a name of their own.
  function said(form, html) {
    if (!form.hasAttribute("data-said") || html.includes("slip lamp notice")) return;
    form.reset();
    const name = form.querySelector("[name=said]");
    if (name) name.value = fresh();
    const panel = form.closest("[data-closes-itself]");
    if (panel && panel.hidePopover && panel.matches("[popover]")) panel.hidePopover();
    else if (panel) panel.open = false;
    sayCalmly("answer", form.dataset.said);
  }

  // A deed that did not get through is sent again, with the same tap, when the line is back.
  let unsent = null;
  function tryAgain(detail, form) {
    unsent = { path: detail.pathInfo.requestPath, values: detail.requestConfig.parameters, form };
  }

  function resend() {
    if (!unsent) return;
    const deed = unsent;
    unsent = null;
    const data = new URLSearchParams();
    for (const [key, value] of deed.values.entries ? deed.values.entries() : Object.entries(deed.values)) data.append(key, value);
    const token = document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="));
    fetch(deed.path, {
      method: "POST",
      body: data,
      headers: { "HX-Request": "true", "X-Shown": shownHash(), "X-CSRFToken": token ? token.slice("csrftoken=".length) : "" },
    })
      .then((answer) => take(answer, true, deed.form))
      .catch(() => {
        unsent = unsent || deed;
        lose();
      });
  }

  // --- fetch: the one recovery path ----------------------------------------------------------

  // A front that cannot reach us speaks with these; whatever it says, the deed did not arrive.
  const isNoLine = (status) => [0, 502, 503, 504].includes(status);

  function take(answer, own, form) {
    if (isNoLine(answer.status)) throw new Error("no line");
    find();
    ahead = Number(answer.headers.get("X-Now")) - Date.now() || ahead;
    if (answer.status === 204) return undefined;
    if (!answer.headers.get("X-Version")) {
      if (answer.status === 403 || answer.status === 404) location.reload();
      return undefined;
    }
    return answer.text().then((html) => {
      if (form) said(form, html);
      show(html, { version: Number(answer.headers.get("X-Version")), now: Number(answer.headers.get("X-Now")), own });
    });
  }

  function refetch() {
    if (fetching) return;
    fetching = true;
    fetch(body.dataset.screenUrl + (body.dataset.screenUrl.includes("?") ? "&" : "?") + "shown=" + encodeURIComponent(shownHash()), { headers: { "X-Live": "1" }, cache: "no-store" })
      .then((answer) => take(answer, false))
      .then(resend)
      .catch(lose)
      .finally(() => {
        fetching = false;
      });
  }

  const soon = () => setTimeout(refetch, Math.random() * 400);

  function lose() {
    lost += 1;
    if (lost > 1) {
      byId("band-text").textContent = body.dataset.lost;
      if (byId("band").hidden) byId("say-now").textContent = body.dataset.lost;
      byId("band").hidden = false;
    }
  }

  function find() {
    lost = 0;
    byId("band").hidden = true;
  }

  // --- the socket ----------------------------------------------------------------------------

  function connect() {
    if (refused || yielded || Date.now() < notBefore || (socket && socket.readyState <= 1)) return;
    const scheme = location.protocol === "https:" ? "wss://" : "ws://";
    try {
      socket = new WebSocket(scheme + location.host + body.dataset.socket + "?language=" + document.documentElement.lang + "&shown=" + shownHash());
    } catch (error) {
      socket = null;
      return;
    }
    const mine = socket;
    mine.onmessage = (event) => {
      heardAt = Date.now();
      retry = 0;
      crowded = false;
      find();
      const news = JSON.parse(event.data);
      show(news.html, { version: news.version, now: news.now, own: false });
      mine.send(".");
      if (news.screen !== shownHash() && !isAnySpared()) soon();
    };
    mine.onclose = (event) => {
      if (event.code === STRANGER) {
        refused = true;
        setTimeout(() => location.reload(), 500); // the page may be on its way to another one
      }
      soon();
      if (event.code === YIELDS) {
        yielded = true; // two pages must not drive each other out in turn: this one waits until somebody looks at it
        return;
      }
      retry = Math.min(retry + 1, 6);
      crowded = event.code === NO_ROOM;
      let wait = 250 * 2 ** retry * (0.5 + Math.random());
      if ([TOO_LONG, NO_ROOM, TOO_OFTEN].includes(event.code)) {
        wait = PAUSE * (1 + Math.random());
        notBefore = Date.now() + wait;
      }
      setTimeout(connect, wait + 10);
    };
  }

  const alive = () => socket && socket.readyState === 1 && Date.now() - heardAt < DEAD;

  setInterval(() => {
    if (socket && socket.readyState === 1 && heardAt && Date.now() - heardAt > DEAD) socket.close();
    if (!alive() || unsent) {
      const seldom = !unsent && (crowded || (yielded && document.hidden));
      polls += 1;
      if (!seldom || polls % SELDOM === 0) refetch();
      connect();
    }
  }, POLL);

  for (const name of ["pageshow", "online"]) window.addEventListener(name, soon);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      yielded = false;
      soon();
      connect();
      stayAwake();
    }
  });

  function stayAwake() {
    if (navigator.wakeLock) navigator.wakeLock.request("screen").catch(() => undefined);
  }

  // --- what hides itself ---------------------------------------------------------------------

  const SHOWN = 10_000;

  function hide() {
    for (const open of document.querySelectorAll("details[data-hides][open]")) open.open = false;
  }

  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target.matches && event.target.matches("details[data-hides][open]")) setTimeout(hide, SHOWN);
    },
    true,
  );
  window.addEventListener("blur", hide);
  document.addEventListener("visibilitychange", hide);

  // --- time, labels --------------------------------------------------------------------------

  const clock = (span) => Math.floor(span / 60) + ":" + String(span % 60).padStart(2, "0");

  function fold(node, isFolded) {
    if (isFolded && node.contains(document.activeElement)) byId("main").focus({ preventScroll: true });
    node.hidden = isFolded;
  }

  // Time is spoken of at three moments only, and only while it runs: whoever listens cannot look up at the clock.
  const MOMENTS = [60, 30, 20];
  let running = { to: 0, left: 0 };

  function tellTimeLeft(node, to) {
    const left = (to - serverNow()) / 1000;
    const passed = MOMENTS.filter((moment) => running.to === to && running.left > moment && left <= moment && left > 0);
    if (passed.length) sayCalmly("time", node.dataset["left-" + passed.pop()]);
    running = { to, left };
  }

  function dress(root) {
    for (const node of root.querySelectorAll("[data-ends]")) {
      const left = Math.ceil((Number(node.dataset.ends) - serverNow()) / 1000);
      const words = left >= 0 ? clock(left) : clock(-left) + " " + body.dataset.over;
      if (node.textContent !== words) node.textContent = words;
    }
    for (const node of root.querySelectorAll("[data-closes]")) {
      const left = Math.ceil((Number(node.dataset.closes) - serverNow()) / 1000);
      const words = left >= 0 && left <= 30 ? body.dataset.closing + " " + left + " s" : "";
      if (node.textContent !== words) node.textContent = words;
    }
    for (const node of root.querySelectorAll("[data-after]")) fold(node, Number(node.dataset.after) > serverNow());
    for (const node of root.querySelectorAll("[data-soon]")) {
      const [from, to] = node.dataset.soon.split(" ").map(Number);
      fold(node, serverNow() < from || serverNow() >= to);
      if (node.dataset["left-20"]) tellTimeLeft(node, to);
    }
    for (const node of root.querySelectorAll("[data-until]")) node.hidden = Number(node.dataset.until) <= serverNow();
    // A list too long for a wall is turned like a page, by the server's clock, so that all walls show the same.
    for (const list of root.querySelectorAll("[data-turns]")) {
      const size = Number(list.dataset.turns);
      const page = Math.floor(serverNow() / TURN) % Math.ceil(list.children.length / size);
      Array.from(list.children).forEach((line, place) => (line.hidden = Math.floor(place / size) !== page));
    }
    const label = root.querySelector("[data-label]");
    const picked = root.querySelector("form[data-answers] [data-deed]:checked");
    const answered = picked && picked.defaultChecked;
    if (label) {
      if (!label.dataset.label) label.dataset.label = label.textContent.trim();
      const words = picked && !answered ? picked.dataset.deed : label.dataset.label;
      if (label.textContent.trim() !== words) label.textContent = words;
    }
  }

  document.addEventListener("change", () => dress(document));
  setInterval(() => dress(document), 250);

  dress(document);
  heardAt = Date.now();
  connect();
  stayAwake();
})();
