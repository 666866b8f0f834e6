// Passkeys: asks the server for a challenge, lets the browser's authenticator answer it, sends the answer. The button shows only where that works;
// everywhere else the mailed link and the codes do.
const plain = (text) => octets(atob(text.replace(/-/g, "+").replace(/_/g, "/")));
const octets = (raw) => Uint8Array.from(raw, (c) => c.charCodeAt(0));
const coded = (buffer) =>
  buffer ? btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") : null;

async function post(path, body) {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" }, body });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(said.title ?? "That did not work. Load the page again and try once more.");
  return said;
}

class Refused extends Error {}

function shape(credential) {
  const { response } = credential;
  const said = { clientDataJSON: coded(response.clientDataJSON) };
  if (response.attestationObject) {
    said.attestationObject = coded(response.attestationObject);
    said.transports = response.getTransports?.() ?? [];
  } else {
    said.authenticatorData = coded(response.authenticatorData);
    said.signature = coded(response.signature);
    said.userHandle = coded(response.userHandle);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: coded(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: said,
  });
}

const listed = (list) => (list ?? []).map((c) => ({ ...c, id: plain(c.id) }));

async function asked(root) {
  const options = await post(`${root}/ask`);
  return shape(
    await navigator.credentials.get({
      publicKey: { ...options, challenge: plain(options.challenge), allowCredentials: listed(options.allowCredentials) },
    }),
  );
}

async function made(root) {
  const options = await post(`${root}/ask`);
  return shape(
    await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: plain(options.challenge),
        user: { ...options.user, id: plain(options.user.id) },
        excludeCredentials: listed(options.excludeCredentials),
      },
    }),
  );
}

const ways = {
  "sign-in": async ({ slug, next }) => {
    const root = `/w/${slug}/sign-in/passkey`;
    location.assign((await post(root + query(next), await asked(root))).to);
  },
  prove: async ({ slug, next }, form) => {
    const root = `/w/${slug}/factor/prove`;
    const { to } = await post(root + query(next), await asked(root));
    // A form that was kept goes on by itself.
    if (form?.hasAttribute("data-kept")) form.submit();
    else location.assign(to);
  },
  add: async ({ slug }, form) => {
    form.querySelector("[data-passkey-answer]").value = await made(`/w/${slug}/factor/passkey`);
    form.submit();
  },
};

const query = (next) => (next ? `?next=${encodeURIComponent(next)}` : "");

function attach(place) {
  const button = place.querySelector("button");
  const said = place.querySelector("[role=alert]");
  place.hidden = false;
  button.addEventListener("click", async () => {
    said.hidden = true;
    button.disabled = true;
    try {
      await ways[place.dataset.passkey](place.dataset, place.closest("form"));
    } catch (failure) {
      // The browser says the same whether somebody gave up, waited too long or has no passkey: so do we.
      said.textContent =
        failure instanceof Refused
          ? failure.message
          : failure.name === "InvalidStateError"
            ? "This device already has a passkey for you here."
            : "No passkey was used. Try again, or take the other way.";
      said.hidden = false;
      button.disabled = false;
    }
  });
}

if (window.PublicKeyCredential) document.querySelectorAll("[data-passkey]").forEach(attach);
document.querySelectorAll("[data-no-passkey]").forEach((note) => (note.hidden = Boolean(window.PublicKeyCredential)));
