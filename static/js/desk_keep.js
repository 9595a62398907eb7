/* desk_keep.js: nothing typed at the desk is lost. What is being typed lies in this tab at once and on the server a second
   later; a registration on its way stays here until the server has answered. Each form carries one key, so sending it
   again makes no second case. Decision: docs/decisions/0024-drafts.md */

const SAVE_AFTER_MS = 1000;
const GIVE_UP_AFTER = 3;
const TIMEOUT_MS = 20000;
const csrf = () => document.querySelector('meta[name="csrf-token"]').content;

export const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export async function post(url, fields) {
  const response = await fetch(url, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "X-CSRFToken": csrf(), "X-Requested-With": "fetch" },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const isJson = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
  const signedOut = response.redirected || response.status === 401 || (response.status === 403 && !isJson);
  return { status: response.status, signedOut, body: isJson ? await response.json() : {} };
}

/* hooks: fields() what is typed, key(), done(answer, again), problems(list), state(text, level, link), lock(on) */
export class Keeper {
  constructor({ store, urls, texts, hooks }) {
    Object.assign(this, { store, urls, texts, hooks, pending: null, revision: 0, saved: "", wait: 2000, failures: 0 });
    window.addEventListener("online", () => this.again());
    window.addEventListener("pagehide", () => this.keepHere());
  }

  /* -- this tab -- */

  left() {
    try { return JSON.parse(sessionStorage.getItem(this.store)); } catch { return null; }
  }

  keepHere() {
    const fields = this.hooks.fields();
    try {
      if (!this.pending && !this.dirty) return;
      sessionStorage.setItem(this.store, JSON.stringify({ key: this.hooks.key(), revision: this.revision, fields, pending: this.pending }));
    } catch { /* full or forbidden: the server's draft is still there */ }
  }

  forgetHere() {
    this.dirty = false;
    try { sessionStorage.removeItem(this.store); } catch { /* nothing was kept */ }
  }

  /* -- the draft on the server -- */

  touched() {
    this.dirty = true;
    this.keepHere();
    clearTimeout(this.saveTimer);
    if (this.pending) return;
    this.hooks.state(this.texts.typing, "");
    this.saveTimer = setTimeout(() => this.save(), SAVE_AFTER_MS);
  }

  async save() {
    const fields = JSON.stringify(this.hooks.fields());
    const key = this.hooks.key();
    if (this.pending || !this.dirty || fields === this.saved) return;
    this.revision += 1;
    try {
      const answer = await post(this.urls.draft, { key, revision: this.revision, fields_json: fields });
      if (key !== this.hooks.key() || this.pending) return;
      if (answer.signedOut) return this.expired();
      if (answer.status >= 500) throw new Error(String(answer.status));
      if (answer.body.saved) {
        this.saved = fields;
        this.hooks.state(this.texts.saved.replace("{what}", answer.body.saved), "ok");
      }
    } catch {
      if (key !== this.hooks.key() || this.pending) return;
      this.hooks.state(this.texts.unsaved, "bad");
      this.saveTimer = setTimeout(() => this.save(), 5000);
    }
  }

  resumed(key, revision) {
    this.revision = revision;
    this.saved = "";
    this.dirty = true;
    this.keepHere();
  }

  fresh() {
    clearTimeout(this.saveTimer);
    Object.assign(this, { revision: 0, saved: "", failures: 0, wait: 2000 });
    this.forgetHere();
    this.hooks.state(this.texts.untouched, "");
  }

  /* -- the registration -- */

  send(fields) {
    if (this.pending) return;
    clearTimeout(this.saveTimer);
    Object.assign(this, { pending: { fields, tries: 0 }, failures: 0, wait: 2000 });
    this.keepHere();
    this.attempt();
  }

  again() {
    if (this.pending && !this.attempting) this.attempt();
    else if (this.dirty && !this.pending) this.save();
  }

  /* The clerk takes the form back; the key stays, so what may have arrived meanwhile is not made twice. */
  release() {
    if (!this.pending || this.attempting) return;
    clearTimeout(this.retryTimer);
    this.pending = null;
    this.keepHere();
    this.hooks.lock(false);
    this.hooks.state(this.texts.unsent, "bad");
  }

  async attempt() {
    clearTimeout(this.retryTimer);
    const sent = this.pending;
    const again = sent.tries > 0;
    sent.tries += 1;
    this.attempting = true;
    this.hooks.lock(true);
    this.hooks.state(this.texts.sending, "warn");
    try {
      const answer = await post(this.urls.register, sent.fields);
      this.attempting = false;
      this.settle(answer, again);
    } catch {
      this.attempting = false;
      this.later();
    }
  }

  settle(answer, again) {
    if (answer.signedOut) return this.expired();
    if (answer.status >= 500 || answer.status === 429) {
      this.failures += 1;
      return this.failures < GIVE_UP_AFTER ? this.later() : this.release();
    }
    this.pending = null;
    this.hooks.lock(false);
    if (answer.body.number) {
      this.fresh();
      return this.hooks.done(answer.body, again);
    }
    this.keepHere();
    this.hooks.state(this.texts.refused, "bad");
    this.hooks.problems(answer.body.problems ?? []);
  }

  later() {
    this.hooks.state(this.texts.waiting, "bad");
    this.retryTimer = setTimeout(() => this.attempt(), this.wait);
    this.wait = Math.min(this.wait * 2, 30000);
    this.keepHere();
  }

  expired() {
    this.hooks.state(this.texts.expired, "bad", { href: this.urls.signIn, text: this.texts.signin });
  }
}
