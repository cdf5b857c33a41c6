// Passkeys: what only the browser can do. The challenge is in a cookie between the two calls, so these are requests, not messages of a circuit.
(() => {
  // They belong to a name: an address has none.
  const isAddress = /^\[|^\d+(\.\d+){3}$/.test(location.hostname);
  const possible = !isAddress && typeof PublicKeyCredential !== 'undefined' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

  async function post(path, body) {
    const response = await fetch(new URL(path, document.baseURI), {
      method: 'POST', credentials: 'same-origin', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body ?? {}),
    });
    const answer = response.status === 204 ? null : await response.json().catch(() => null);
    if (!response.ok) {
      const fields = Object.values(answer?.errors ?? {}).flat();
      const words = fields.length ? fields.join(' ') : answer?.detail ?? `The portal answered ${response.status}.`;
      throw Object.assign(new Error(words), { errors: answer?.errors });
    }
    return answer;
  }

  const words = error => error.name === 'NotAllowedError' ? 'It was cancelled, or took too long.'
    : error.name === 'InvalidStateError' ? 'There is one on this device already.'
    : error.message;

  // Null when it is added, otherwise why not: in words, and by field.
  async function add(name, password) {
    if (!possible) return { words: 'This browser has no passkeys here; they need HTTPS, or localhost.' };
    try {
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await post('api/me/passkeys/options', { password }));
      const credential = await navigator.credentials.create({ publicKey });
      await post('api/me/passkeys', { name, credential: JSON.stringify(credential.toJSON()) });
      return null;
    } catch (error) {
      return { words: words(error), errors: error.errors };
    }
  }

  async function signIn(button) {
    const says = document.getElementById('passkey-refusal');
    says.replaceChildren();
    try {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await post('sign-in/passkey/options'));
      const credential = await navigator.credentials.get({ publicKey });
      await post('sign-in/passkey', { credential: JSON.stringify(credential.toJSON()) });
      location.assign(new URL(button.dataset.passkeySignIn, document.baseURI));
    } catch (error) {
      const alert = Object.assign(document.createElement('p'), { className: 'notice notice-bad', role: 'alert', textContent: words(error) });
      says.replaceChildren(alert);
    }
  }

  const button = document.querySelector('[data-passkey-sign-in]');
  if (button && possible) {
    document.getElementById('passkey-door').hidden = false;
    button.addEventListener('click', () => signIn(button));
  }
  window.portalPasskeys = { add };
})();
