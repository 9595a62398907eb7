/* desk.js: registering without the mouse. Enter goes to the next thing to fill, digits choose and tick, Ctrl Enter does
   what the papers allow. Sentences come from #desk-texts; how things are kept and sent stands in desk_keep.js. */

import { Keeper, newKey, post } from "./desk_keep.js";
import { judge, judgePhone, readCard, typed } from "./desk_numbers.js";
import { Papers } from "./desk_papers.js";

const root = document.getElementById("desk");
const form = document.getElementById("desk-form");
const texts = document.getElementById("desk-texts").dataset;
const $ = (selector, from = document) => from.querySelector(selector);
const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
const field = (name) => form.elements.namedItem(name);
const toast = (text, level = "info") => document.dispatchEvent(new CustomEvent("toast", { detail: { text, level } }));
const fill = (text, values) => Object.entries(values).reduce((said, [name, value]) => said.replace(`{${name}}`, value), text);
const search = $("#item-search");
const list = $("#item-list");
const idField = field("id_number");
const prefs = `hall:desk:prefs:${root.dataset.user}`;
const blank = ["#desk-questions", "#desk-papers", "#desk-aside", "#papers-tally"].map((id) => [id, $(id).innerHTML]);
let item = null;
let keys = 0;
let startedAt = 0;

const papers = new Papers({ table: () => $("#papers-table"), texts, changed: () => { decide(); keeper.touched(); } });
const keeper = new Keeper({
  store: `hall:desk:${root.dataset.user}:${root.dataset.contract}`,
  urls: { draft: root.dataset.draft, register: root.dataset.register, signIn: root.dataset.signIn },
  texts,
  hooks: { fields, key: () => field("key").value, done, problems, state, lock },
});

/* ---- what is typed ---- */

function fields() {
  const found = Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  return { ...found, item_name: item?.label ?? "" };
}

function state(text, level, link) {
  const place = $("#desk-state");
  place.className = `save-state ${level}`;
  place.textContent = text;
  if (link) place.append(" ", Object.assign(document.createElement("a"), { href: link.href, textContent: link.text }));
}

function lock(on) {
  form.classList.toggle("is-locked", on);
  $$("fieldset, .body, #desk-papers", form).forEach((part) => { part.inert = on; });
  $$("[data-outcome], [data-send]").forEach((button) => { button.disabled = on; });
}

function isEmpty() {
  return !item && !["id_number", "applicant_name", "phone"].some((name) => field(name).value.trim());
}

/* ---- the item ---- */

let asked = 0;
let pause;
let pickWhenReady = false;

search.addEventListener("input", () => {
  clearTimeout(pause);
  pickWhenReady = false;
  pause = setTimeout(find, 120);
});

async function find() {
  const words = search.value.trim();
  const mine = (asked += 1);
  if (!words) return show([]);
  try {
    const response = await fetch(`${root.dataset.search}?q=${encodeURIComponent(words)}`, { headers: { "X-Requested-With": "fetch" } });
    if (!response.ok) throw new Error(String(response.status));
    const { items } = await response.json();
    if (mine === asked) show(items, true);
  } catch {
    if (mine !== asked) return;
    show([]);
    toast(texts.searchFailed, "error");
  }
}

function show(items, said = false) {
  list.replaceChildren(...items.map(line));
  list.hidden = !items.length && !(said && search.value.trim());
  if (!items.length && !list.hidden) list.append(span("suggest-group", texts.noItem));
  search.setAttribute("aria-expanded", String(!list.hidden));
  list.firstElementChild?.setAttribute("aria-selected", "true");
  if (pickWhenReady && items.length) pick(items[0].version);
  pickWhenReady = false;
}

function line(found) {
  const row = Object.assign(document.createElement("div"), { className: "suggest-item", id: `item-${found.version}` });
  row.setAttribute("role", "option");
  row.dataset.version = found.version;
  const days = found.kind === "on_spot" ? found.kind_label : fill(texts.days, { kind: found.kind_label, n: found.promised_days });
  row.append(span("code", found.short_code), span("", found.name), span("sub", `${found.department} · ${days}`));
  return row;
}

function span(name, text) {
  return Object.assign(document.createElement("span"), { className: name, textContent: text });
}

list.addEventListener("mousedown", (event) => event.preventDefault());
list.addEventListener("click", (event) => {
  const row = event.target.closest("[data-version]");
  if (row) pick(row.dataset.version);
});

async function pick(version, { quiet = false } = {}) {
  asked += 1;
  list.replaceChildren();
  list.hidden = true;
  search.setAttribute("aria-expanded", "false");
  let answer;
  try {
    const response = await fetch(`${root.dataset.item}?version=${version}`, { headers: { "X-Requested-With": "fetch" } });
    answer = await response.json();
    if (!response.ok) return problems(answer.problems ?? []);
  } catch {
    return toast(texts.searchFailed, "error");
  }
  item = answer;
  field("version").value = answer.version;
  search.value = answer.label;
  $("#desk-questions").innerHTML = answer.questions;
  $("#desk-papers").innerHTML = answer.papers;
  $("#desk-aside").innerHTML = answer.aside;
  clearProblem("item");
  forgetWarnings();
  papers.loaded(chosen());
  decide();
  if (!quiet) {
    keeper.touched();
    next(search);
  }
  return answer;
}

const questions = () => $$("#desk-questions .desk-question");
const chosen = () => $$("#desk-questions input:checked").map((radio) => radio.value);
const unanswered = () => questions().find((each) => !$("input:checked", each));

/* Digits choose in the question at hand, on the desk and in the dialog of refusal alike. */
document.addEventListener("keydown", (event) => {
  const group = event.target.closest?.(".desk-question");
  if (!group || event.ctrlKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
  const radio = $$("input[type=radio]", group)[Number(event.key) - 1];
  if (!radio) return;
  event.preventDefault();
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
  group.closest("dialog") ? afterGround() : next(radio);
});

$("#desk-questions").addEventListener("change", () => {
  questions().forEach((each) => { if ($("input:checked", each)) clearProblem(each.dataset.field); });
  papers.pick(chosen());
  decide();
});

/* ---- the applicant ---- */

let looked = "";
let looking = null;

function say(name, text, level = "") {
  const place = $(`[data-say="${name}"]`);
  place.hidden = !text;
  place.textContent = text;
  place.className = `help desk-say ${level}`;
}

idField.addEventListener("input", (event) => {
  if (takeCard()) return;
  const found = judge(idField.value);
  tellNumber(found);
  if (found.state !== "ok") { $("#applicant-note").textContent = ""; return; }
  choose(found.kind);
  if (found.kind === "resident" && found.n >= 60 && !field("priority").value) {
    field("priority").value = "elderly";
    say("priority", texts.elderly, "ok");
  }
  looking = lookUp(found.kind, typed(idField.value));
  const typedNow = event.inputType === undefined || event.inputType.startsWith("insert");
  if (typedNow) looking.then(() => { if (document.activeElement === idField) next(idField); });
});

function tellNumber(found) {
  const rest = found.state === "short" && found.long ? fill(texts.idRest, { n: found.n }) : found.state === "long" ? fill(texts.idOver, { n: found.n }) : "";
  if (rest) return say("id_number", rest, found.state === "long" ? "bad" : "");
  if (found.say) say("id_number", fill(texts[found.say], { n: found.n ?? "" }), found.state === "ok" ? "ok" : "bad");
  else say("id_number", "");
}

function choose(kind) {
  const group = kind === "credit_code" ? "organisation" : "person";
  field("document").value = `${group}:${kind}`;
}

/* A reader types name, number and address in one go. */
function takeCard() {
  const read = readCard(idField.value);
  if (!read) return false;
  idField.value = read.number;
  if (read.name) field("applicant_name").value = read.name;
  if (read.address && !field("address").value) field("address").value = read.address;
  toast(texts.read, "success");
  idField.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

async function lookUp(kind, number) {
  if (looked === number) return;
  looked = number;
  try {
    const { body } = await post(root.dataset.applicant, { id_kind: kind, id_number: number });
    if (typed(idField.value) !== number) return;
    tellKnown(body.known);
  } catch {
    looked = "";
  }
}

function tellKnown(known) {
  const panel = $("#desk-known");
  panel.hidden = !known;
  $("#applicant-note").textContent = known ? fill(texts.known, { n: known.visits + 1 }) : texts.new;
  if (!known) return;
  for (const [name, value] of [["applicant_name", known.name], ["phone", known.phone], ["address", known.address], ["contact_name", known.contact_name]]) {
    if (value && !field(name).value.trim()) field(name).value = value;
  }
  tellPhone();
  $(".body", panel).replaceChildren(span("", fill(texts.knownCount, { n: known.visits })), document.createElement("br"), span("sub", fill(texts.knownLast, { date: known.last_on, what: known.last_item })));
  keeper.touched();
}

function tellPhone() {
  const found = judgePhone(field("phone").value);
  if (found.state === "short") say("phone", fill(texts.phoneBad, { n: found.n }), field("phone").value.length >= 11 ? "bad" : "");
  else say("phone", { ok: texts.phoneOk, none: texts.phoneNone }[found.state] ?? "", found.state === "ok" ? "ok" : "");
  return found;
}

field("phone").addEventListener("input", (event) => {
  const found = tellPhone();
  if (found.state === "ok" && event.inputType?.startsWith("insert") && !event.isComposing) next(field("phone"));
});

field("delivery").addEventListener("change", () => {
  if (field("delivery").value !== "post") return;
  $("#desk-more").open = true;
  if (!field("address").value) field("address").focus();
});

/* ---- Enter: the next thing to fill ---- */

function stops() {
  return [search, unanswered() && $("input", unanswered()), idField, field("applicant_name"), field("phone")].filter(Boolean);
}

const isFilled = (stop) => (stop === search ? Boolean(item) : stop.type === "radio" ? false : Boolean(stop.value.trim()));

function next(from) {
  const order = stops();
  const place = order.indexOf(from);
  const waiting = order.find((stop, index) => !isFilled(stop) && (index > place || from === search || from.type === "radio" || place < 0));
  if (waiting) return waiting.focus();
  const before = order.find((stop) => !isFilled(stop) && stop !== from);
  before ? before.focus() : papers.focus() || primaryButton().focus();
}

form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.altKey) return;
  const stop = event.target;
  if (stop.matches("button, summary, a, textarea")) return;
  if (stop === search) return enterInSearch(event);
  event.preventDefault();
  if (stop.closest("#desk-papers")) return primaryButton().focus();
  if (stop === idField && looking) return looking.then(() => next(idField));
  if ([idField, field("applicant_name"), field("phone")].includes(stop) && !stop.value.trim()) return;
  next(stop);
});

function enterInSearch(event) {
  if ($('[role="option"]', list)) return; /* hall.js clicks the chosen line */
  event.preventDefault();
  if (item && search.value === item.label) return next(search);
  pickWhenReady = Boolean(search.value.trim());
}

search.addEventListener("focus", () => search.select());
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", (event) => {
  clearProblem(event.target.closest("[data-field]")?.dataset.field);
  if (event.target === field("priority")) say("priority", "");
  if (event.target !== search) keeper.touched();
});

/* ---- outcomes ---- */

const buttons = $$("[data-outcome]");
const button = (outcome) => buttons.find((each) => each.dataset.outcome === outcome);
buttons.forEach((each) => { each.dataset.kbd = $("kbd", each).textContent; });
let suggested = "accept";
const primaryButton = () => button(suggested);

/* What the papers allow: accept, accept with gaps, or tell. Ctrl Enter does it. */
function decide() {
  const { missing, firm, faulty, received, all } = papers.count();
  const onSpot = item?.kind === "on_spot";
  suggested = faulty || firm || (missing && onSpot) ? "tell_once" : missing ? "accept_gap" : "accept";
  const told = missing + faulty;
  $("span", button("accept")).textContent = onSpot ? texts.onSpot : texts.accept;
  $("span", button("tell_once")).textContent = told ? fill(texts.tellCount, { n: told }) : texts.tell;
  $("span", button("accept_gap")).textContent = suggested === "accept_gap" ? fill(texts.gapCount, { n: missing }) : texts.acceptGap;
  buttons.forEach((each) => {
    const main = each.dataset.outcome === suggested;
    each.classList.toggle("btn-primary", main);
    $("kbd", each).textContent = main ? "Ctrl ↵" : each.dataset.kbd === "Ctrl ↵" ? "" : each.dataset.kbd;
    $("kbd", each).hidden = !$("kbd", each).textContent;
  });
  for (const outcome of ["accept", "accept_gap"]) button(outcome).ariaDisabled = item && suggested !== outcome ? "true" : null;
  $("#papers-all").hidden = !all;
  const waits = unanswered() ? `${texts.answerFirst} · ` : "";
  $("#papers-tally").textContent = item ? `${waits}${fill(texts.tally, { n: received, all })}${missing ? fill(texts.lacking, { n: missing }) : all ? texts.complete : ""}` : $("#papers-tally").textContent;
}

buttons.forEach((each) => each.addEventListener("click", () => begin(each.dataset.outcome)));
$$("[data-send]").forEach((each) => each.addEventListener("click", () => submit(each.dataset.send)));
$("#papers-all").addEventListener("click", () => { papers.all(); papers.focus(); });

/* What was said of the item before, or of the person before, is no longer true. */
const forgetWarnings = () => $$("#toasts > .note.warning").forEach((note) => note.remove());

function begin(outcome) {
  if (!item) { search.focus(); return toast(texts.pickItem, "warning"); }
  const { missing, faulty } = papers.count();
  if (outcome === "accept_gap" && suggested !== "accept_gap") return toast(texts.noGap, "warning");
  if (outcome === "tell_once") return openTell(missing + faulty);
  if (outcome === "accept_gap") return openGap();
  if (outcome === "refuse") return openRefuse();
  submit(outcome === "accept" && item.kind === "on_spot" ? "on_spot" : outcome);
}

function openTell() {
  $("#tell-due").textContent = fill(texts.due, { what: $("#desk-outlook").dataset.correctionDue });
  $("#tell-lines").replaceChildren(...papers.told().map(({ row, name, missing, fault }) => {
    const entry = document.createElement("li");
    const why = Object.assign(document.createElement("input"), { type: "text", value: fault, maxLength: 200, placeholder: texts.fault });
    why.setAttribute("aria-label", name);
    why.addEventListener("input", () => papers.setFault(row, why.value));
    entry.append(span("", name), missing ? span("tag bad", texts.missingLine) : "", why);
    return entry;
  }));
  $("#dialog-tell_once").showModal();
  papers.told().length ? $('[data-send="tell_once"]').focus() : field("other_fault").focus();
}

function openGap() {
  const { gapFirst, gapLast, gapLate } = $("#desk-outlook").dataset;
  const due = field("gap_due_on");
  Object.assign(due, { min: gapFirst, max: gapLast });
  if (!due.value || due.value > gapLast) due.value = gapLast;
  $("#gap-names").textContent = papers.told().map(({ name }) => name).join("、");
  $("#gap-limit").textContent = fill(texts.gapLimit, { what: gapLast });
  $("#gap-late").textContent = gapLate;
  $("#dialog-accept_gap").showModal();
  field("promise_signed").focus();
}

function openRefuse() {
  $("#dialog-refuse").showModal();
  ($("#refuse-grounds input:checked") ?? $("#refuse-grounds input")).focus();
}

function afterGround() {
  const ours = $("#refuse-grounds input:checked")?.value !== "not_ours";
  $("#refuse-office").hidden = ours;
  field(ours ? "refusal_reason" : "refusal_office").focus();
}

$("#refuse-grounds").addEventListener("change", () => {
  $("#refuse-office").hidden = $("#refuse-grounds input:checked")?.value !== "not_ours";
});
$("#dialog-refuse").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.ctrlKey || event.isComposing || !event.target.matches("input")) return;
  event.preventDefault();
  field(event.target.type === "radio" && !$("#refuse-office").hidden ? "refusal_office" : "refusal_reason").focus();
});

/* Refusing and telling need no full set of papers; what only one outcome needs goes along with that one alone. */
const OWN = { accept_gap: ["gap_due_on", "promise_signed"], tell_once: ["other_fault"], refuse: ["refusal_ground", "refusal_office", "refusal_reason"], on_spot: ["result_number"] };

function submit(outcome) {
  clearProblems();
  field("outcome").value = outcome;
  const sent = fields();
  for (const [own, names] of Object.entries(OWN)) {
    if (own !== outcome) names.forEach((name) => delete sent[name]);
  }
  delete sent.item_name;
  keeper.send(sent);
}

/* ---- what is wrong ---- */

function clearProblem(name) {
  if (!name) return;
  $$(`[data-problem="${CSS.escape(name)}"]`).forEach((place) => { place.hidden = true; });
  $$(`[data-field="${CSS.escape(name)}"] [aria-invalid]`).forEach((control) => control.removeAttribute("aria-invalid"));
}

function clearProblems() {
  $("#desk-problems").hidden = true;
  $$("[data-problem]").forEach((place) => { place.hidden = true; });
  $$("[aria-invalid]", document).forEach((control) => control.removeAttribute("aria-invalid"));
}

function controlOf(name) {
  const box = $(`[data-field="${CSS.escape(name)}"]`);
  return box && (box.matches("tr") ? box : $("input:not([type=hidden]):not([hidden]), select, textarea", box));
}

function problems(found) {
  clearProblems();
  const box = $("#desk-problems");
  const head = Object.assign(document.createElement("b"), { textContent: fill(texts.problems, { n: found.length }) });
  const lines = document.createElement("ul");
  for (const { field: name, text } of found) {
    const place = $(`[data-problem="${CSS.escape(name)}"]`);
    if (place) { place.textContent = text; place.hidden = false; }
    controlOf(name)?.setAttribute("aria-invalid", "true");
    const entry = document.createElement("li");
    const go = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    go.addEventListener("click", () => reach(controlOf(name)));
    entry.append(go);
    if (name === "away") entry.append(" ", $("#desk-back").content.cloneNode(true));
    if (name === "session") entry.append(" ", Object.assign(document.createElement("a"), { href: root.dataset.session, textContent: texts.noSession }));
    lines.append(entry);
  }
  box.replaceChildren(head, lines);
  box.hidden = !found.length;
  reach(found.map((problem) => controlOf(problem.field)).find(Boolean));
}

/* Go to the first place to mend; leave the dialog when it lies outside. */
function reach(control) {
  const dialog = $("dialog[open]");
  if (!control) { dialog?.close(); return $("#desk-problems").scrollIntoView({ block: "center" }); }
  if (dialog && !dialog.contains(control)) dialog.close();
  const closed = control.closest("dialog:not([open])");
  closed?.showModal();
  if (control.closest("#desk-more")) $("#desk-more").open = true;
  control.focus();
}

/* ---- done ---- */

async function done(answer, again) {
  const took = startedAt ? Math.max(1, Math.round((Date.now() - startedAt) / 1000)) : 0;
  const count = keys;
  $$("dialog[open]").forEach((dialog) => dialog.close());
  reset();
  if (answer.warning || again) toast(answer.warning ?? fill(texts.resent, { what: answer.number }), answer.warning ? "warning" : "success");
  await lists(answer.after);
  window.scrollTo({ top: 0 }); /* the number and the papers stand above the search that has the focus */
  const said = $("[data-took]");
  if (said && took) said.textContent = fill(texts.took, { n: took, keys: count });
  const paper = $("[data-print-form]");
  if (paper && $("#auto-print").checked && !again) window.open(paper.href, "hall-print");
}

async function lists(url) {
  try {
    const response = await fetch(url, { headers: { "X-Requested-With": "fetch" } });
    if (!response.ok) return;
    const parts = await response.json();
    $("#desk-today").innerHTML = parts.today;
    $("#desk-tally").innerHTML = parts.sub;
    $("#desk-drafts").innerHTML = parts.drafts;
    if (parts.done) $("#desk-done").innerHTML = parts.done;
  } catch { /* the number was told; the lists follow with the next one */ }
}

function reset() {
  form.reset();
  field("key").value = newKey();
  field("version").value = "";
  item = null;
  looked = "";
  looking = null;
  keys = 0;
  startedAt = 0;
  for (const [id, html] of blank) $(id).innerHTML = html;
  $("#desk-known").hidden = true;
  $("#desk-more").open = false;
  $("#applicant-note").textContent = "";
  $$("[data-say]").forEach((place) => { place.hidden = true; });
  clearProblems();
  decide();
  prefer();
  search.focus();
}

/* ---- drafts ---- */

async function restore(key, revision, found) {
  reset();
  field("key").value = key;
  if (found.version) await pick(found.version, { quiet: true });
  for (const [name, value] of Object.entries(found)) put(name, value);
  for (const box of $$("input[type=checkbox][name]", document)) {
    if (box.form === form) box.checked = box.name in found;
  }
  if (item) { papers.pick(chosen()); papers.refresh(); }
  tellNumber(judge(idField.value));
  looked = typed(idField.value);
  tellPhone();
  decide();
  keeper.resumed(key, revision);
  next(search);
}

function put(name, value) {
  const control = field(name);
  if (!control || ["key", "version", "outcome", "csrfmiddlewaretoken"].includes(name)) return;
  if (control.type === "checkbox") return;
  control.value = value; /* of several radios the one with this value */
}

$("#desk-drafts").addEventListener("click", async (event) => {
  const resume = event.target.closest("[data-resume]");
  const discard = event.target.closest("[data-discard]");
  if (discard) {
    await post(root.dataset.draft, { key: discard.dataset.discard, discard: "1" }).catch(() => null);
    return lists(root.dataset.today);
  }
  if (!resume) return;
  if (!isEmpty()) await keeper.save();
  try {
    const response = await fetch(`${root.dataset.draft}?key=${encodeURIComponent(resume.dataset.resume)}`, { headers: { "X-Requested-With": "fetch" } });
    if (!response.ok) throw new Error(String(response.status));
    const draft = await response.json();
    await restore(draft.key, draft.revision, draft.fields);
    toast(texts.resumed, "success");
  } catch {
    toast(texts.draftGone, "warning");
  }
});

/* Clearing keeps what is worth keeping as a draft: nothing is lost by a key. */
$("#desk-clear").addEventListener("click", async () => {
  const empty = isEmpty();
  if (!empty) await keeper.save();
  keeper.fresh();
  reset();
  forgetWarnings();
  if (!empty) { lists(root.dataset.today); toast(texts.cleared); }
});

/* ---- keys ---- */

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (!["Control", "Alt", "Shift", "Meta"].includes(event.key) && (form.contains(event.target) || event.target.closest?.("dialog"))) {
    keys += 1;
    startedAt ||= Date.now();
  }
  if (event.key === "Enter" && event.ctrlKey) {
    event.preventDefault();
    event.stopImmediatePropagation();
    const dialog = $("dialog[open]");
    return dialog ? $("[data-send]", dialog)?.click() : begin(suggested);
  }
  if (event.key === "F2" && !$("dialog[open]")) {
    event.preventDefault();
    idField.focus();
    idField.select();
  }
  if (event.key === "Escape") keeper.release();
}, true);

$("#desk-scan").addEventListener("submit", async (event) => {
  event.preventDefault();
  const code = $("#scan").value.trim();
  if (!code) return;
  const response = await fetch(`${event.target.dataset.url}?code=${encodeURIComponent(code)}`, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  if (response?.ok) return location.assign((await response.json()).url);
  toast([404, 422].includes(response?.status) ? await response.text() : texts.searchFailed, "error");
  $("#scan").select();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-hide-done]")) $("#desk-done").replaceChildren();
});

/* ---- what a clerk prefers: no personal data ---- */

function remembered() {
  try { return JSON.parse(localStorage.getItem(prefs)) ?? {}; } catch { return {}; }
}

function remember() {
  try { localStorage.setItem(prefs, JSON.stringify({ sms: field("sms").checked, print: $("#auto-print").checked })); } catch { /* then not */ }
}

/* A form that is reset forgets what a script ticked. */
function prefer() {
  field("sms").checked = remembered().sms ?? false;
  $("#auto-print").checked = remembered().print ?? true;
}

field("sms").addEventListener("change", remember);
$("#auto-print").addEventListener("change", remember);

/* ---- begin ---- */

prefer();
decide();
const left = keeper.left();
if (left?.pending) {
  restore(left.key, left.revision, left.fields).then(() => keeper.send(left.pending.fields));
} else if (left?.fields && Object.keys(left.fields).length) {
  restore(left.key, left.revision, left.fields).then(() => { if (!isEmpty()) toast(texts.leftover); });
} else {
  search.focus();
}
