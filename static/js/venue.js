// Checks from a hall's own network whether pages, the line for news and the clock will do. Talks to this host only.
(function () {
  "use strict";

  const TRIES = 8;
  const PATIENCE = 8000;
  const STAYS = 20000;
  const SLOW = 1000;
  const OFF = 5000;
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
    const fresh = answers.every((answer) => answer.fresh);
    const times = answers.map((answer) => Math.round(answer.took)).sort((a, b) => a - b);
    tell("pages", fresh ? "good" : "stale");
    byId("latency").textContent = times[Math.floor(times.length / 2)] + " ms, " + times[times.length - 1] + " ms";
    tell("own-clock", Math.abs(answers[0].ahead) < OFF ? "good" : "off");
    if (!fresh) return "red";
    return times[Math.floor(times.length / 2)] > SLOW || answers.length < TRIES ? "amber" : "green";
  }

  function line() {
    return new Promise((done) => {
      const scheme = location.protocol === "https:" ? "wss://" : "ws://";
      let opened = false;
      let over = false;
      let socket = null;
      const end = (light) => {
        if (over) return;
        over = true;
        if (!opened) tell("line", "none");
        tell("stays", light === "green" ? "good" : "none");
        if (socket) socket.close();
        done(light);
      };
      try {
        socket = new WebSocket(scheme + location.host + check.dataset.socket);
      } catch (error) {
        end("amber");
        return;
      }
      setTimeout(() => opened || end("amber"), PATIENCE);
      socket.onopen = () => socket.send("hello");
      socket.onclose = () => end("amber");
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

  const WORST = ["green", "amber", "red"];

  async function run() {
    const light = byId("light");
    light.className = "light";
    light.textContent = light.dataset.wait;
    for (const id of ["pages", "latency", "line", "stays", "own-clock"]) byId(id).textContent = "…";
    byId("again").disabled = true;
    const found = await Promise.all([pages(), line()]);
    const worst = WORST[Math.max(...found.map((one) => WORST.indexOf(one)))];
    light.classList.add(worst);
    light.textContent = light.dataset[worst];
    byId("again").disabled = false;
  }

  byId("again").addEventListener("click", run);
  run();
})();
