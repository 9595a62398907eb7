/* scorecard.js: the month's card. Changes go into a queue that outlives a lost connection and a closed browser; each
   carries its own key, so sending it twice counts once. The server answers with fresh parts of the page. */

const root = document.getElementById("card");
const texts = document.getElementById("card-texts").dataset;
const editable = root.dataset.editable === "1";
const store = `hall:card:${root.dataset.user}:${root.dataset.card}`;
const $ = (selector, from = document) => from.querySelector(selector);
const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
const token = () => $('meta[name="csrf-token"]').content;
const toast = (text, level = "info") =>
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, level } }));

/* ---- the queue ---- */

let queue = kept();
let sending = false;
let wait = 2000;
let retry;
let said = "";
const done = [];

const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");

function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(store) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch { return []; }
}

function keep() {
  try {
    queue.length ? localStorage.setItem(store, JSON.stringify(queue)) : localStorage.removeItem(store);
  } catch { /* private mode or full: the queue still lives in this page */ }
}

function enqueue(fields) {
  queue.push({ key: newKey(), ...fields });
  keep();
  send();
}

function state(text, level) {
  const place = document.getElementById("save-state");
  if (!place) return;
  place.className = `save-state ${level}`;
  place.textContent = text;
}

async function send() {
  if (sending || !queue.length) return;
  sending = true;
  clearTimeout(retry);
  state(texts.saving, "warn");
  const change = queue[0];
  try {
    const response = await fetch(root.dataset.entries, {
      method: "POST",
      body: new URLSearchParams({ ...withVersion(change), open: openCode() }),
      headers: { "X-CSRFToken": token(), "X-Requested-With": "fetch" },
    });
    await settle(change, response);
  } catch {
    later(`${texts.offline}（${queue.length}）`);
  } finally {
    sending = false;
  }
  if (queue.length && !retry) send();
}

/* A change of an entry names the version its form shows; once the form is closed, the one it showed at the time. */
function withVersion(change) {
  if (!change.entry) return change;
  const form = document.getElementById(`entry-${change.entry}`);
  const { seen, ...fields } = change;
  return { ...fields, version: change.version ?? form?.dataset.version ?? seen };
}

/* What was typed upon one's own change, while that was on its way, follows it. */
function followOwn(change) {
  const seen = change.version ?? change.seen;
  queue.forEach((later) => {
    if (later.op !== "step" && later.entry && later.entry === change.entry && later.seen === seen) later.seen = String(Number(seen) + 1);
  });
}

function later(text) {
  state(text, "bad");
  retry = setTimeout(() => { retry = undefined; send(); }, wait);
  wait = Math.min(wait * 2, 30000);
}

async function settle(change, response) {
  const body = await response.text();
  const type = response.headers.get("Content-Type") ?? "";
  /* Signed out, signed in again elsewhere (the token is another), or sent to another page: the change stays here. */
  if (response.redirected || [401, 403].includes(response.status)) return expired();
  if (response.status >= 500 || response.status === 429) return later(`${texts.offline}（${queue.length}）`);
  retry = undefined;
  wait = 2000;
  queue.shift();
  if (response.ok) followOwn(change);
  keep();
  if (response.ok) {
    apply(body, response.headers.get("X-Card-Version"));
    $(`form[data-new="${CSS.escape(change.new ?? "")}"]`)?.reset();
  } else if (response.status === 409 && type.startsWith("text/html")) {
    await conflict(change, body);
  } else {
    said = "";
    toast(type.startsWith("text/plain") ? body : texts.offline, "error");
    await refresh(true);
  }
  if (!queue.length) state(said ? `${texts.saved} · ${said}` : texts.saved, "ok");
  if (!queue.length) said = "";
}

function expired() {
  state(texts.expired, "bad");
  const link = Object.assign(document.createElement("a"), { href: root.dataset.signIn, textContent: texts.signin });
  document.getElementById("save-state").append(" ", link);
  retry = -1;
}

window.addEventListener("online", () => { clearTimeout(retry); retry = undefined; send(); });

/* ---- putting fresh parts in their places ---- */

function apply(html, version) {
  const box = document.createElement("template");
  box.innerHTML = html;
  const focused = focusMark();
  const replaced = new Set();
  for (const part of $$("header[id], tr[id], aside[id], #card-notices", box.content)) {
    const old = document.getElementById(part.id);
    if (part.matches(".card-row")) replaced.add(part.dataset.code);
    if (old && part.matches(".row-detail")) mergeDetail(old, part);
    else if (old) { keepSelected(old, part); old.replaceWith(part); }
    else if (part.dataset.after) document.getElementById(part.dataset.after)?.after(part);
  }
  if (version) root.dataset.version = version;
  queue.filter((change) => change.op === "step" && replaced.has(change.criterion)).forEach(showPending);
  restore(focused);
  filterRows();
}

function keepSelected(old, part) {
  if (old.classList.contains("is-selected")) part.classList.add("is-selected");
  const open = $("[aria-expanded='true']", old);
  if (open && part.matches("tr")) $("[data-detail]", part)?.setAttribute("aria-expanded", "true");
}

/* What a field held when the server gave it. */
const given = (field) => field.tagName === "SELECT"
  ? ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? ""
  : field.defaultValue;
const touched = (field) => field.name && !["hidden", "file"].includes(field.type) && field.value !== given(field);

function adopt(field, value) {
  field.value = value;
  if (field.tagName === "SELECT") [...field.options].forEach((option) => { option.defaultSelected = option.value === value; });
  else field.defaultValue = value;
}

/* A form somebody is typing in stays. It takes what others wrote into the fields nobody touched here, and the new
   version with it; where both wrote into one field it keeps its old version, so that saving asks which to keep. */
function mergeForm(mine, fresh) {
  const pairs = [...fresh.elements].filter((field) => field.name && mine.elements[field.name])
    .map((field) => [mine.elements[field.name], field.value]);
  if (pairs.some(([here, value]) => touched(here) && here.value !== value && given(here) !== value)) return;
  mine.dataset.version = fresh.dataset.version;
  pairs.filter(([here, value]) => !touched(here) || here.value === value).forEach(([here, value]) => adopt(here, value));
}

/* Files and buttons under an entry; not while somebody writes there why it is withdrawn. */
function renewFoot(old, fresh) {
  if ($(".withdraw", old)) return;
  const focused = old.contains(document.activeElement);
  old.replaceWith(fresh);
  if (focused) $("input[type=file]", fresh)?.focus();
}

function mergeDetail(old, part) {
  const focus = document.activeElement;
  for (const fresh of $$("form[data-entry], form[data-new]", part)) {
    const mine = fresh.id ? document.getElementById(fresh.id) : $("form[data-new]", old);
    if (!mine || !old.contains(mine) || !(mine.contains(focus) || [...mine.elements].some(touched))) continue;
    if (fresh.dataset.entry) {
      mergeForm(mine, fresh);
      renewFoot($(".entry-foot", mine), $(".entry-foot", fresh));
    }
    fresh.replaceWith(mine);
  }
  old.replaceWith(part);
  if (part.contains(focus)) focus.focus();
}

function focusMark() {
  const element = document.activeElement;
  const holder = element?.closest("tr[id], form[id]");
  return holder ? { holder: holder.id, name: element.getAttribute("name"), row: element === holder } : null;
}

function restore(mark) {
  if (!mark || (document.activeElement && document.activeElement !== document.body)) return;
  const holder = document.getElementById(mark.holder);
  (mark.row || !mark.name ? holder : $(`[name="${mark.name}"]`, holder ?? document))?.focus({ preventScroll: true });
}

async function refresh(force) {
  if (!force && (sending || queue.length)) return;
  const asked = new URLSearchParams({ version: force ? "" : root.dataset.version, open: openCode(), revision: root.dataset.revision });
  try {
    const response = await fetch(`${root.dataset.pulse}?${asked}`, { headers: { "X-Requested-With": "fetch" } });
    if (response.status !== 200) return;
    apply(await response.text(), response.headers.get("X-Card-Version"));
    if (!force) toast(texts.others);
  } catch { /* the next pulse asks again */ }
}
setInterval(() => document.visibilityState === "visible" && refresh(false), 12000);

/* ---- counting ---- */

const rowOf = (code) => document.getElementById(`row-${code}`);

function showPending(change) {
  const input = $(".stepper input", rowOf(change.criterion) ?? document.createElement("i"));
  if (!input) return;
  input.dataset.shown = input.value = String(Math.max(0, Number(input.value) + Number(change.delta)));
  input.closest("tr").classList.add("is-pending");
}

function step(code, delta, quiet = false) {
  const row = rowOf(code);
  if (!editable || !row) return;
  if (row.dataset.byKey === "0") return openDetail(code, true);
  const shown = Number($(".stepper input", row).value);
  if (delta < 0 && shown === 0) return;
  const change = { op: "step", criterion: code, delta: String(delta) };
  showPending(change);
  if (!quiet) done.push(change);
  enqueue(change);
}

function undo() {
  const last = done.pop();
  if (!last) return toast(texts.nothing);
  step(last.criterion, -Number(last.delta), true);
  select(rowOf(last.criterion));
  said = `${texts.undone} ${last.criterion}`;
}

root.addEventListener("change", (event) => {
  const input = event.target.closest(".stepper input");
  if (!input) return;
  const row = input.closest("tr");
  const before = input.dataset.shown ?? row.dataset.count;
  const delta = input.value.trim() === "" ? 0 : Number(input.value) - Number(before);
  input.value = before;
  if (delta) step(row.dataset.code, delta);
  event.stopPropagation();
});

/* ---- the detail of one criterion ---- */

const openCode = () => $(".row-detail")?.dataset.code ?? "";

async function openDetail(code, add = false) {
  const existing = document.getElementById(`detail-${code}`);
  if (existing && !add) return closeDetail();
  if (!existing) {
    closeDetail();
    const response = await fetch(`${location.pathname}criteria/${encodeURIComponent(code)}/?revision=${root.dataset.revision}`, { headers: { "X-Requested-With": "fetch" } });
    if (!response.ok) return toast(texts.offline, "error");
    const box = document.createElement("template");
    box.innerHTML = await response.text();
    rowOf(code).after(box.content.firstElementChild);
    $("[data-detail]", rowOf(code)).setAttribute("aria-expanded", "true");
  }
  const detail = document.getElementById(`detail-${code}`);
  const empty = $$("form[data-entry] input[name=occurred_on]", detail).find((field) => !field.value);
  const place = add ? $("form[data-new]", detail) : (empty?.form ?? $("form", detail));
  (place && $("input:not([type=hidden]), select", place.elements.occurred_on?.parentElement ?? place))?.focus();
  select(rowOf(code), false);
  detail.scrollIntoView({ block: "nearest" });
}

function closeDetail() {
  const detail = $(".row-detail");
  if (!detail) return;
  const row = rowOf(detail.dataset.code);
  detail.remove();
  $("[data-detail]", row)?.setAttribute("aria-expanded", "false");
  row?.focus();
}

const fieldsOf = (form) => Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"));

root.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-entry]");
  if (!form || event.target.type === "file") return;
  if (!form.reportValidity()) return;
  queue = queue.filter((change, place) => !(change.op === "change" && change.entry === form.dataset.entry && !(sending && place === 0)));
  enqueue({ op: "change", entry: form.dataset.entry, seen: form.dataset.version, ...fieldsOf(form) });
});

root.addEventListener("submit", (event) => {
  if (event.target.matches("form[data-entry], #quick")) return event.preventDefault();
  if (!event.target.matches("form[data-new]")) return;
  event.preventDefault();
  enqueue({ op: "add", new: event.target.dataset.new, ...fieldsOf(event.target) });
});

root.addEventListener("change", async (event) => {
  if (!event.target.matches("[data-upload]")) return;
  const { upload } = event.target.dataset;
  const files = [...event.target.files];
  const mark = [upload, ...files.map((file) => `${file.name}/${file.size}/${file.lastModified}`)].join("|");
  unsent.set(mark, unsent.get(mark) ?? newKey());
  const arrived = await sendFiles(upload, [["key", unsent.get(mark)], ...files.map((file) => ["file", file])]);
  if (arrived) unsent.delete(mark);
});

/* Files whose answer was lost keep their key: chosen once more, they are not stored twice. */
const unsent = new Map();

/* Shape: true when the server has taken the files. */
async function sendFiles(url, parts) {
  const body = new FormData();
  parts.forEach(([name, value]) => body.append(name, value));
  state(texts.saving, "warn");
  try {
    const response = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token(), "X-Requested-With": "fetch" } });
    const answer = await response.text();
    if (response.ok) apply(answer, response.headers.get("X-Card-Version"));
    else toast(response.headers.get("Content-Type").startsWith("text/plain") ? answer : texts.uploadFailed, "error");
    state(texts.saved, "ok");
    return response.ok;
  } catch {
    toast(texts.uploadFailed, "error");
    state(texts.offline, "bad");
    return false;
  }
}

function askWithdraw(form) {
  const foot = $(".entry-foot", form);
  if ($(".withdraw", foot)) return $(".withdraw input", foot).focus();
  const line = Object.assign(document.createElement("span"), { className: "withdraw" });
  const input = Object.assign(document.createElement("input"), { className: "form-control", maxLength: 200, placeholder: texts.reason });
  const ok = Object.assign(document.createElement("button"), { className: "btn btn-sm btn-danger", type: "button", textContent: texts.withdraw });
  input.setAttribute("aria-label", texts.reason);
  const send = () => input.value.trim()
    ? enqueue({ op: "withdraw", entry: form.dataset.entry, seen: form.dataset.version, reason: input.value.trim() })
    : input.focus();
  ok.addEventListener("click", send);
  input.addEventListener("change", (event) => event.stopPropagation());
  input.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); send(); } });
  line.append(input, ok);
  foot.append(line);
  input.focus();
}

/* ---- two people, one entry ---- */

function conflict(change, html) {
  const dialog = document.getElementById("conflict");
  document.getElementById("conflict-body").innerHTML = html;
  dialog.showModal();
  return new Promise((resolve) => {
    let chosen = "";
    const choose = (event) => {
      const button = event.target.closest("[data-keep]");
      if (!button) return;
      chosen = button.dataset.keep;
      if (chosen === "mine") queue.unshift({ ...change, key: newKey(), version: button.dataset.version });
      keep();
      dialog.close();
    };
    const leave = (event) => event.preventDefault();
    dialog.addEventListener("click", choose);
    dialog.addEventListener("cancel", leave);
    dialog.addEventListener("close", async () => {
      dialog.removeEventListener("click", choose);
      dialog.removeEventListener("cancel", leave);
      if (!chosen) queue.unshift(change); /* closed without a choice: it is asked again */
      document.activeElement?.blur();
      if (chosen === "theirs") document.getElementById(`entry-${change.entry}`)?.reset();
      await refresh(true);
      resolve();
    }, { once: true });
  });
}

/* ---- quick entry: words, code or initials, then a count ---- */

const quick = document.getElementById("quick-input");
const list = document.getElementById("quick-list");

function parsed(text) {
  const parts = /^(.*?)(?:\s+[x×*]?(\d{1,2}))?$/.exec(text.trim());
  return { words: parts[1].toLowerCase().split(/\s+/).filter(Boolean), count: Number(parts[2] ?? 1) };
}

function suggest() {
  const { words } = parsed(quick.value);
  const exact = (row) => row.dataset.code === words[0];
  const found = words.length ? $$(".card-row").filter((row) => words.every((word) => row.dataset.search.includes(word))) : [];
  found.sort((one, other) => exact(other) - exact(one));
  const items = found.slice(0, 8).map((row, place) => {
    const item = Object.assign(document.createElement("div"), { className: "suggest-item", id: `quick-${place}` });
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", String(place === 0));
    item.dataset.code = row.dataset.code;
    [["code", row.dataset.code], ["", row.dataset.name], ["sub", row.dataset.hint]].forEach(([name, text]) =>
      item.append(Object.assign(document.createElement("span"), { className: name, textContent: text })));
    return item;
  });
  if (words.length && !items.length) items.push(Object.assign(document.createElement("div"), { className: "suggest-group", textContent: texts.noMatch }));
  list.hidden = !items.length;
  list.replaceChildren(...items);
  quick.setAttribute("aria-expanded", String(items.length > 0));
}

function take(code) {
  const { count } = parsed(quick.value);
  step(code, Math.max(1, count));
  const row = rowOf(code);
  select(row, false);
  row.scrollIntoView({ block: "center", behavior: "smooth" });
  if (row.dataset.byKey === "1") { said = `${texts.added} ${code} ×${Math.max(1, count)}`; quick.select(); }
  list.replaceChildren();
  list.hidden = true;
}

quick?.addEventListener("input", suggest);
quick?.addEventListener("blur", () => setTimeout(() => { list.hidden = true; }, 150));
list?.addEventListener("mousedown", (event) => event.preventDefault());
list?.addEventListener("click", (event) => {
  const item = event.target.closest("[data-code]");
  if (item) take(item.dataset.code);
});

/* ---- rows by keyboard ---- */

function select(row, focus = true) {
  if (!row) return;
  $$(".card-row.is-selected").forEach((other) => other !== row && other.classList.remove("is-selected"));
  row.classList.add("is-selected");
  if (focus) { row.focus({ preventScroll: true }); row.scrollIntoView({ block: "nearest" }); }
}

function move(by) {
  const rows = $$(".card-row").filter((row) => !row.hidden);
  const at = rows.findIndex((row) => row.classList.contains("is-selected"));
  select(rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || $("dialog[open]")) return;
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "Escape" && $(".row-detail") && !event.target.closest("#quick")) return closeDetail();
  if (typing || event.altKey) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") { event.preventDefault(); return undo(); }
  if (event.ctrlKey || event.metaKey) return;
  const code = $(".card-row.is-selected")?.dataset.code;
  const act = {
    ArrowDown: () => move(1), j: () => move(1), ArrowUp: () => move(-1), k: () => move(-1),
    "+": () => code && step(code, 1), "=": () => code && step(code, 1), "-": () => code && step(code, -1),
    Enter: () => code && !event.target.closest("button, a, summary") && openDetail(code),
  }[event.key];
  if (!act || (event.key === "Enter" && event.target.closest("button, a, summary"))) return;
  event.preventDefault();
  act();
});

root.addEventListener("focusin", (event) => select(event.target.closest(".card-row"), false));

/* ---- clicks, filters ---- */

let show = editable ? "all" : "recorded";
function filterRows() {
  const hide = { all: () => false, recorded: (row) => row.dataset.recorded === "0", open: (row) => row.dataset.open === "0" }[show];
  $$(".card-row").forEach((row) => { row.hidden = hide(row); });
  $$(".card-block").forEach((block) => { block.hidden = $$(".card-row", block).every((row) => row.hidden); });
  document.getElementById("nothing-shown").hidden = $$(".card-block").some((block) => !block.hidden);
}

root.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) {
    const row = event.target.closest(".card-row");
    if (row && !event.target.closest("input, a, label")) select(row);
    return;
  }
  const form = button.closest("form[data-entry]");
  if (button.dataset.detail) openDetail(button.dataset.detail, Boolean(button.dataset.add));
  else if (button.dataset.withdraw) askWithdraw(form);
  else if (button.dataset.detach) sendFiles($("[data-upload]", form).dataset.upload, [["detach", button.dataset.detach]]);
  else if (button.dataset.show) {
    show = button.dataset.show;
    $$(".seg [data-show]").forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.show === show)));
    filterRows();
  }
});

$$(".seg [data-show]").forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.show === show)));
filterRows();
queue.filter((change) => change.op === "step").forEach(showPending);
send();
