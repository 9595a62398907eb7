/* hall.js: what the pages need beyond HTML, HTTP and htmx. Every page works without it, less comfortably.
   Hooks are data attributes; sentences come from #hall-texts, so that they are translated with the templates. */

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const texts = $("#hall-texts")?.dataset ?? {};
const on = (type, selector, handler) =>
  document.addEventListener(type, (event) => {
    const target = event.target.closest?.(selector);
    if (target) handler(target, event);
  });

/* ---- toasts: toast("已保存", "success"), or the response header HX-Trigger: {"toast": {"text", "level"}} ---- */

const FADE_AFTER_MS = 6000;

function fadeLater(note) {
  if (note.matches(".error, .warning")) return;
  let timer;
  const start = () => { timer = setTimeout(() => note.remove(), FADE_AFTER_MS); };
  const stop = () => clearTimeout(timer);
  note.addEventListener("mouseenter", stop);
  note.addEventListener("focusin", stop);
  note.addEventListener("mouseleave", start);
  start();
}

export function toast(text, level = "info") {
  const note = $("#toast-template").content.firstElementChild.cloneNode(true);
  note.classList.add(level);
  $("span", note).textContent = text;
  const same = $$("#toasts > .note").find((other) => $("span", other).textContent === text);
  same?.remove();
  topLayerToasts().append(note);
  fadeLater(note);
}

/* A modal dialog covers everything else, so while one is open the toasts live inside it. */
function topLayerToasts() {
  const box = $("#toasts");
  const home = $$("dialog[open]").at(-1) ?? document.body;
  if (box.parentElement !== home) home.append(box);
  return box;
}

document.addEventListener("close", () => document.body.append($("#toasts")), true);
$$("#toasts > .note").forEach(fadeLater);
on("click", "[data-dismiss]", (button) => button.closest("[data-toast]").remove());
document.addEventListener("toast", (event) => toast(event.detail.text, event.detail.level));

/* ---- a form that was refused: the keyboard goes on at the first field that is wrong, or at what is said above it ---- */

function faceRefusal() {
  const said = $$("main .form-errors").find((box) => box.checkVisibility());
  if (!said) return;
  const wrong = $$(':is(input, select, textarea)[aria-invalid="true"]').find((control) => control.checkVisibility());
  if (wrong) return wrong.focus();
  if (document.activeElement !== document.body) return;
  said.tabIndex = -1;
  said.focus();
}

faceRefusal();

/* ---- htmx: CSRF header, visible failures ---- */

document.addEventListener("htmx:configRequest", (event) => {
  const token = $('meta[name="csrf-token"]')?.content;
  if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token;
});
/* What a page asks by itself, unseen (data-quiet), fails unseen; only that the session is over is said, once, and the
   page stays with what is typed in it. */
const unseen = (event) => event.detail.elt?.matches?.("[data-quiet]");
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (!unseen(event) || event.detail.xhr.status !== 401) return;
  event.preventDefault();
  event.detail.elt.remove();
  toast(texts["status-401"], "error");
});
document.addEventListener("htmx:responseError", (event) => {
  if (unseen(event)) return;
  const { xhr } = event.detail;
  const plain = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain") && xhr.responseText.trim();
  toast(plain || texts[`status-${xhr.status}`] || texts.statusOther, "error");
});
document.addEventListener("htmx:sendError", (event) => unseen(event) || toast(texts.offline, "error"));
document.addEventListener("htmx:timeout", (event) => unseen(event) || toast(texts.timeout, "error"));

/* ---- dialogs: data-open-dialog="id", data-close-dialog; data-confirm asks before a form or an htmx call ---- */

on("click", "[data-open-dialog]", (button) => {
  const dialog = document.getElementById(button.dataset.openDialog);
  dialog?.showModal();
  if (dialog) $(":is(input, select, textarea):not([type=hidden]):enabled", dialog)?.focus();
});
on("click", "[data-close-dialog]", (button) => button.closest("dialog").close());
on("mousedown", "dialog", (dialog, event) => {
  if (event.target !== dialog) return;
  const box = dialog.getBoundingClientRect();
  const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!inside && !dialog.hasAttribute("data-sticky")) dialog.close();
});

function ask(question, label) {
  const dialog = $("#confirm-dialog");
  const ok = $("[data-confirm-ok]", dialog);
  $("#confirm-text").textContent = question;
  ok.textContent = label || ok.dataset.default;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "ok"), { once: true }));
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const asker = event.submitter?.dataset.confirm ? event.submitter : form;
  if (!asker.dataset.confirm || form.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!(await ask(asker.dataset.confirm, asker.dataset.confirmLabel))) return;
  form.dataset.confirmed = "1";
  form.requestSubmit(event.submitter);
  delete form.dataset.confirmed;
}, true);

document.addEventListener("htmx:confirm", async (event) => {
  if (!event.detail.question) return;
  event.preventDefault();
  if (await ask(event.detail.question, event.detail.elt.dataset.confirmLabel)) event.detail.issueRequest(true);
});

/* ---- forms: autosubmit, unsaved changes, one submission at a time ---- */

on("change", "[data-autosubmit]", (control) => control.form.requestSubmit());

const dirty = new Set();
on("input", "form[data-guard]", (form) => dirty.add(form));
document.addEventListener("submit", (event) => {
  const form = event.target;
  dirty.delete(form);
  if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post], [data-hx-post]")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 8000);
});
window.addEventListener("pageshow", () => $$("form[data-sent]").forEach((form) => delete form.dataset.sent));
window.addEventListener("beforeunload", (event) => {
  if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
});

/* ---- stepper: data-step="-1" beside an input; the input's own change event reports the new number ---- */

on("click", "[data-step]", (button) => {
  const input = $("input", button.parentElement);
  const before = input.value;
  Number(button.dataset.step) < 0 ? input.stepDown() : input.stepUp();
  if (input.value === before) return;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

/* ---- drop zone: names of the chosen files, and the look while dragging ---- */

on("change", ".dropzone input[type=file]", (input) => {
  const list = $(".dropzone-files", input.closest(".dropzone"));
  list.replaceChildren(...[...input.files].map((file) => {
    const line = document.createElement("li");
    line.textContent = `${file.name}（${file.size < 1048576 ? Math.ceil(file.size / 1024) + " KB" : (file.size / 1048576).toFixed(1) + " MB"}）`;
    return line;
  }));
});
on("dragenter", ".dropzone", (zone) => zone.classList.add("is-over"));
on("dragleave", ".dropzone", (zone, event) => zone.contains(event.relatedTarget) || zone.classList.remove("is-over"));
on("drop", ".dropzone", (zone) => zone.classList.remove("is-over"));

on("click", "[data-print]", () => window.print());

/* ---- a list under an input: ↑ ↓ Enter Esc. The input carries aria-controls; its items role="option" ---- */

function listOf(input) {
  return document.getElementById(input.getAttribute("aria-controls"));
}

function select(input, item) {
  const list = listOf(input);
  $$('[aria-selected="true"]', list).forEach((other) => other.setAttribute("aria-selected", "false"));
  if (!item) return input.removeAttribute("aria-activedescendant");
  item.id ||= `${list.id}-${$$('[role="option"]', list).indexOf(item)}`;
  item.setAttribute("aria-selected", "true");
  item.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", item.id);
}

on("keydown", '[role="combobox"][aria-controls]', (input, event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const list = listOf(input);
  const items = $$('[role="option"]', list);
  const current = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves && items.length) {
    event.preventDefault();
    select(input, items[(current + moves[event.key] + items.length) % items.length] ?? items[0]);
  } else if (event.key === "Enter" && items.length) {
    event.preventDefault();
    (items[current] ?? items[0]).click();
  } else if (event.key === "Escape" && !input.closest("dialog") && list.childElementCount) {
    event.preventDefault();
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
  }
});
document.addEventListener("htmx:afterSwap", (event) => {
  const input = event.target.id && $(`[role="combobox"][aria-controls="${CSS.escape(event.target.id)}"]`);
  if (!input) return;
  const first = $('[role="option"]', event.target);
  input.setAttribute("aria-expanded", String(Boolean(first)));
  select(input, first);
});

/* ---- Ctrl K ---- */

const palette = $("#palette");
const searchUrl = document.body.dataset.searchUrl;

function openPalette() {
  if (!palette || !searchUrl || palette.open) return;
  palette.showModal();
  $("input", palette).select();
  search("");
}

function line(className, text) {
  const part = document.createElement("span");
  part.className = className;
  part.textContent = text ?? "";
  return part;
}

function show(groups) {
  const list = $("#palette-list");
  const parts = groups.filter((group) => group.items.length).flatMap((group) => [
    Object.assign(document.createElement("div"), { className: "suggest-group", textContent: group.label }),
    ...group.items.map((item) => {
      const link = Object.assign(document.createElement("a"), { className: "suggest-item", href: item.url, tabIndex: -1 });
      link.setAttribute("role", "option");
      link.append(line("", item.label), line("sub", item.hint));
      return link;
    }),
  ]);
  list.replaceChildren(...(parts.length ? parts : [line("suggest-group", texts.noResults)]));
  $("input", palette).setAttribute("aria-expanded", String(parts.length > 0));
  select($("input", palette), $('[role="option"]', list));
}

let asked = 0;
let pause;
let waiting = false; // what the list shows is not yet for what stands in the box
let hurried = false; // Enter was pressed before it was
async function search(query) {
  const mine = (asked += 1);
  clearTimeout(pause);
  waiting = true;
  try {
    const headers = { Accept: "application/json", "X-CSRFToken": $('meta[name="csrf-token"]')?.content ?? "" };
    const response = await fetch(searchUrl, { method: "POST", headers, body: new URLSearchParams({ q: query }) });
    if (!response.ok) throw new Error(String(response.status));
    const { groups } = await response.json();
    if (mine === asked) show(groups);
  } catch (error) {
    if (mine === asked) $("#palette-list").replaceChildren(line("suggest-group", texts.searchFailed));
  }
  if (mine !== asked) return;
  waiting = false;
  $("#palette-list").removeAttribute("aria-busy");
  if (hurried && palette.open) $('#palette-list [aria-selected="true"]')?.click();
  hurried = false;
}

palette?.addEventListener("input", (event) => {
  clearTimeout(pause);
  waiting = true;
  hurried = false;
  $("#palette-list").setAttribute("aria-busy", "true");
  pause = setTimeout(() => search(event.target.value.trim()), 150);
});
palette?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !waiting) return;
  event.preventDefault();
  event.stopPropagation();
  hurried = true;
  search(event.target.value.trim());
});
on("click", "[data-open-palette]", openPalette);

/* ---- keys: Ctrl K, /, ?; data-key="F2" on a button presses it ---- */

const typing = (target) => target.closest?.("input, select, textarea, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  const combo = `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${event.key}`;
  if (combo.toLowerCase() === "ctrl+k" || (combo === "/" && !typing(event.target))) {
    event.preventDefault();
    return openPalette();
  }
  if (combo === "Escape") return closeLoose();
  if (combo === "?" && !typing(event.target) && !$("dialog[open]")) return $("#shortcuts")?.showModal();
  const button = $$("[data-key]").find((each) => each.dataset.key.toLowerCase() === combo.toLowerCase());
  if (!button || $("dialog[open]") || (combo.length === 1 && typing(event.target))) return;
  event.preventDefault();
  button.matches("input, select, textarea") ? button.focus() : button.click();
});

/* A page that waits for a job shows its progress, and is read again when the job has ended. */
document.addEventListener("htmx:afterSwap", () => {
  const waits = $("[data-until-done]");
  const part = waits && $("#progress", waits);
  if (part?.hasAttribute("hx-get")) waits.dataset.asked = "";
  else if (part && "asked" in waits.dataset) location.reload();
});

/* A file that can be had once: the page stays while it is downloaded, and then says that it was. */
on("submit", "form[data-download]", () => setTimeout(() => location.replace(location.href), 1500));

/* ---- menus and the drawer close by Esc and by a click elsewhere ---- */

const drawer = $("#drawer");

function closeLoose() {
  $$("details.menu[open]").forEach((menu) => {
    menu.open = false;
    if (menu.contains(document.activeElement)) $("summary", menu).focus();
  });
  if (drawer?.checked) {
    drawer.checked = false;
    drawer.focus();
  }
}

/* ---- the bell: its list is read when it opens; who follows a line has read it ---- */

document.addEventListener("toggle", ({ target }) => {
  if (target.open && target.dataset.loads) window.htmx?.trigger($(target.dataset.loads), "opened");
}, true);
document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.id === "bell-list" && target.closest("details").open) $("a", target)?.focus();
});
function haveRead(link) {
  const body = new FormData();
  body.append("key", link.dataset.notice);
  body.append("csrfmiddlewaretoken", $('meta[name="csrf-token"]')?.content ?? "");
  fetch($(".bell").dataset.readUrl, { method: "POST", body, keepalive: true, headers: { "X-Requested-With": "fetch" } });
}
on("click", "a[data-notice]", haveRead);
on("auxclick", "a[data-notice]", haveRead);

document.addEventListener("click", (event) => {
  $$("details.menu[open]").forEach((menu) => menu.contains(event.target) || (menu.open = false));
});
$('.side [aria-current="page"]')?.scrollIntoView({ block: "nearest" });
