// Checks from a hall's own network whether pages, the line for news and the clock will do. Talks to this host only.
(function () {
  "use strict";

  const TRIES = 8;
  const PATIENCE = 8000;
  const STAYS = 20000;
  const SLOW = 1000;
  const OFF = 5000;
  const NO_ROOM = 1013;
  const BESIDE = 60; // so many milliseconds after each other the simulated phones begin
  const EVERY = 4000; // and so often each of them says a word and asks for a page
  const check = document.getElementById("check");
  const byId = (id) => document.getElementById(id);
  const wait = (span) => new Promise((done) => setTimeout(done, span));
  const word = () => Math.random().toString(36).slice(2, 12);
  check.hidden = false;

  function tell(id, kind, more) {
    byId(id).textContent = (byId(id).dataset[kind] || "") + (more || "");
  }

  // One question: how long it took, whether the answer was meant for it, and what the clock says there.
  async function ask() {
    const asked = word();
    const began = performance.now();
    const answer = await fetch(check.dataset.ping + "?word=" + asked, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    const told = await answer.json();
    return { took: performance.now() - began, fresh: told.word === asked, ahead: told.now - Date.now() };
  }

  // The same address twice, as a page would be asked for: two equal answers have been stored in between.
  async function isStored() {
    const address = check.dataset.ping + "?word=" + word();
    const told = [];
    for (let n = 0; n < 2; n += 1) {
      const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) });
      told.push((await answer.json()).now);
      await wait(50);
    }
    return told[0] === told[1];
  }

  async function pages() {
    const answers = [];
    for (let n = 0; n < TRIES; n += 1) {
      try {
        answers.push(await ask());
      } catch (error) {
        await wait(500);
      }
    }
    if (answers.length < TRIES / 2) {
      tell("pages", "none");
      byId("latency").textContent = "–";
      byId("own-clock").textContent = "–";
      return "red";
    }
    const stored = await isStored().catch(() => false);
    const fresh = !stored && answers.every((answer) => answer.fresh);
    const times = answers.map((answer) => Math.round(answer.took)).sort((a, b) => a - b);
    tell("pages", fresh ? "good" : "stale");
    byId("latency").textContent = times[Math.floor(times.length / 2)] + " ms, " + times[times.length - 1] + " ms";
    tell("own-clock", Math.abs(answers[0].ahead) < OFF ? "good" : "off");
    if (!fresh) return "red";
    return times[Math.floor(times.length / 2)] > SLOW || answers.length < TRIES ? "amber" : "green";
  }

  const lineTo = () => new WebSocket((location.protocol === "https:" ? "wss://" : "ws://") + location.host + check.dataset.socket);

  function line() {
    return new Promise((done) => {
      let opened = false;
      let over = false;
      let socket = null;
      const end = (light, why) => {
        if (over) return;
        over = true;
        if (!opened) tell("line", why || "none");
        tell("stays", light === "green" ? "good" : why === "busy" ? "busy" : "none");
        if (socket) socket.close();
        done(light);
      };
      try {
        socket = lineTo();
      } catch (error) {
        end("amber");
        return;
      }
      setTimeout(() => opened || end("amber", "swallowed"), PATIENCE);
      socket.onopen = () => socket.send("hello");
      socket.onclose = (event) => (event.code === NO_ROOM ? end("busy", "busy") : end("amber"));
      socket.onmessage = () => {
        if (opened) {
          end("green");
          return;
        }
        opened = true;
        tell("line", "good");
        setTimeout(() => socket.readyState === 1 && socket.send("still here"), STAYS);
        setTimeout(() => end("amber"), STAYS + PATIENCE);
      };
    });
  }

  // One simulated phone: a line that says a word every few seconds, and a page asked for as often.
  async function phone(number) {
    await wait(number * BESIDE);
    const found = { line: true, pages: true, slowest: 0, busy: false };
    const note = (began) => {
      found.slowest = Math.max(found.slowest, performance.now() - began);
    };
    const socket = lineTo();
    let said = null;
    socket.onclose = (event) => {
      found.busy = event.code === NO_ROOM;
      if (said) said(false);
    };
    socket.onmessage = () => said && said(true);
    const opens = new Promise((done) => {
      socket.onopen = () => done(true);
      socket.onerror = () => done(false);
      setTimeout(() => done(false), PATIENCE);
    });
    const say = () =>
      new Promise((done) => {
        said = done;
        setTimeout(() => done(false), PATIENCE);
        if (socket.readyState === 1) socket.send(word());
        else done(false);
      });
    const until = performance.now() + STAYS;
    found.line = await opens;
    while (performance.now() < until) {
      const began = performance.now();
      if (found.line) {
        found.line = await say();
        if (found.line) note(began);
      }
      try {
        const answer = await ask();
        found.slowest = Math.max(found.slowest, answer.took);
        found.pages = found.pages && answer.fresh;
      } catch (error) {
        found.pages = false;
      }
      await wait(Math.max(0, EVERY - (performance.now() - began)));
    }
    socket.onclose = null;
    socket.close();
    return found;
  }

  async function crowd() {
    const many = Number(byId("phones").value);
    busy(true);
    light("wait");
    for (const row of check.querySelectorAll(".crowd")) row.hidden = false;
    for (const id of ["through", "slowest"]) byId(id).textContent = "…";
    const phones = await Promise.all(Array.from({ length: many }, (_, number) => phone(number)));
    const through = phones.filter((one) => one.line && one.pages).length;
    const slowest = Math.round(Math.max(...phones.map((one) => one.slowest)));
    byId("slowest").textContent = slowest + " ms";
    if (phones.some((one) => one.busy)) {
      tell("through", "busy");
      ofCrowd = "busy";
    } else {
      byId("through").textContent = through + " " + byId("through").dataset.of + " " + many;
      const lost = phones.filter((one) => !one.pages).length;
      ofCrowd = lost > many / 10 ? "red" : through < many || slowest > SLOW * 2 ? "amber" : "green";
    }
    light(worst([ofOne, ofCrowd]));
    busy(false);
  }

  const WORST = ["green", "amber", "red"];
  const worst = (found) => (found.includes("busy") ? "busy" : WORST[Math.max(...found.map((one) => WORST.indexOf(one)))]);
  let ofOne = "green";
  let ofCrowd = "green";

  function light(kind) {
    const shown = byId("light");
    shown.className = kind === "wait" ? "light" : "light " + kind;
    shown.textContent = shown.dataset[kind];
  }

  function busy(yes) {
    for (const id of ["again", "crowd"]) byId(id).disabled = yes;
  }

  async function run() {
    busy(true);
    light("wait");
    for (const id of ["pages", "latency", "line", "stays", "own-clock"]) byId(id).textContent = "…";
    ofOne = worst(await Promise.all([pages(), line()]));
    light(worst([ofOne, ofCrowd]));
    busy(false);
  }

  byId("again").addEventListener("click", run);
  byId("crowd").addEventListener("click", crowd);
  run();
})();
