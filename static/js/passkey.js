// Passkeys: asks the browser for one, or to make one, and sends what it says with the form. Without JavaScript the form stays hidden.
(function () {
  "use strict";

  function bytes(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  }

  function words(buffer) {
    const plain = Array.from(new Uint8Array(buffer), (code) => String.fromCharCode(code)).join("");
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  }

  function readable(options) {
    const key = options.publicKey;
    key.challenge = bytes(key.challenge);
    if (key.user) key.user.id = bytes(key.user.id);
    for (const list of ["allowCredentials", "excludeCredentials"]) {
      if (key[list]) key[list] = key[list].map((one) => ({ ...one, id: bytes(one.id) }));
    }
    return { publicKey: key };
  }

  function sendable(credential) {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = words(credential.response[part]);
    }
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return JSON.stringify({
      id: credential.id,
      rawId: words(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  }

  // A passkey opens the door by itself, so it must be found by the device and opened by its owner.
  function lasting(options) {
    const chosen = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
    options.publicKey.authenticatorSelection = { ...options.publicKey.authenticatorSelection, ...chosen };
    return options;
  }

  async function answer(form) {
    if (form.dataset.passkey === "ask") {
      const told = await fetch(form.action, { headers: { Accept: "application/json" } });
      if (!told.ok) throw new Error("refused");
      return navigator.credentials.get(readable((await told.json()).request_options));
    }
    const data = JSON.parse(document.getElementById("passkey-data").textContent);
    if (form.dataset.passkey === "make") return navigator.credentials.create(readable(lasting(data.creation_options)));
    return navigator.credentials.get(readable(data.request_options));
  }

  for (const form of document.querySelectorAll("[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const trouble = form.querySelector("[data-trouble]");
      trouble.hidden = true;
      try {
        form.elements.credential.value = sendable(await answer(form));
        form.submit();
      } catch (refused) {
        trouble.hidden = false;
      }
    });
  }
})();
