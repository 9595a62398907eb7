/* roster.js: the week as a sheet. Arrows move, typing writes a window, Delete clears, Ctrl C/V/Z, drag moves or changes places.
   Every change is one request; the answer brings the rows that changed. */

/* hall.js hears this; importing it would load a second copy beside the one whose name carries its digest. */
const toast = (text, level) => document.dispatchEvent(new CustomEvent("toast", { detail: { text, level } }));
const table = document.getElementById("roster");
const dialog = document.getElementById("roster-reason");
const heads = [...table.querySelectorAll("thead th[data-day]")];
const FIRST = 2; /* cells before the first session: name, hours */
const undone = [];
let at = null;
let corner = null;
let typed = "";
let dragged = null;
let lastWhy = {};

const rows = () => [...table.querySelectorAll("tr[data-p]")];
const cellsOf = (row) => [...row.children].slice(FIRST);
const column = (cell) => [...cell.parentElement.children].indexOf(cell) - FIRST;
const value = (cell) => cell.dataset.v ?? "";
const change = (cell, wanted) => {
  const head = heads[column(cell)];
  return [Number(cell.parentElement.dataset.p), head.dataset.day, Number(head.dataset.session), wanted];
};
const usable = (cell) => cell?.matches("tr[data-p] > td:not(.h)") ? cell : null;

/* ---- where we are ---- */

function block() {
  if (!at) return [];
  const all = rows();
  const from = corner?.isConnected ? corner : at;
  const [top, bottom] = [all.indexOf(from.parentElement), all.indexOf(at.parentElement)].sort((a, b) => a - b);
  const [left, right] = [column(from), column(at)].sort((a, b) => a - b);
  return all.slice(top, bottom + 1).map((row) => cellsOf(row).slice(left, right + 1));
}

function go(cell, extend = false) {
  if (!usable(cell)) return;
  table.querySelectorAll(".is-at, .is-in").forEach((each) => each.classList.remove("is-at", "is-in"));
  corner = extend ? (corner?.isConnected ? corner : at) : null;
  at = cell;
  at.tabIndex = 0;
  at.focus({ preventScroll: true });
  at.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (corner) block().flat().forEach((each) => each.classList.add("is-in"));
  at.classList.add("is-at");
  typed = "";
}

function move(down, right, extend) {
  const all = rows();
  const y = Math.min(all.length - 1, Math.max(0, all.indexOf(at.parentElement) + down));
  const x = Math.min(heads.length - 1, Math.max(0, column(at) + right));
  go(cellsOf(all[y])[x], extend);
}

/* ---- asking the server ---- */

function whyAsked(told) {
  const form = dialog.querySelector("form");
  const note = dialog.querySelector("[data-told]");
  note.hidden = !told;
  note.textContent = told ?? "";
  form.elements.reason.value = lastWhy.reason ?? "";
  form.elements.unapproved.checked = false;
  dialog.returnValue = "";
  dialog.showModal();
  form.elements.reason.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "ok") return resolve(null);
      lastWhy = { reason: form.elements.reason.value, responsible: form.elements.responsible.value };
      resolve({ ...lastWhy, unapproved: form.elements.unapproved.checked ? "on" : "" });
    }, { once: true });
  });
}

/* One at a time, in the order of the keys. */
let line = Promise.resolve();
const send = (changes, options) => { line = line.then(() => deliver(changes, options)); };

async function deliver(changes, { whole = true, keep = true, told = null } = {}) {
  if (!changes.length) return;
  let why = {};
  if ("published" in table.dataset) {
    why = await whyAsked(told);
    if (!why) return redraw();
  }
  const before = changes.map(([person, day, session]) => {
    const cell = find(person, day, session);
    cell?.classList.add("is-busy");
    return [person, day, session, cell ? value(cell) : ""];
  });
  const body = new FormData();
  const fields = { week: table.dataset.week, changes: JSON.stringify(changes), whole: whole ? "on" : "", ...why };
  for (const [name, text] of Object.entries(fields)) body.append(name, text ?? "");
  try {
    const answer = await fetch(table.dataset.url, {
      method: "POST",
      body,
      headers: { "X-Requested-With": "fetch", "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content },
    });
    const text = await answer.text();
    const plain = answer.headers.get("Content-Type")?.startsWith("text/plain");
    if (answer.ok) {
      if (keep) undone.push(before);
      put(text);
    } else if (answer.status === 409 && plain) {
      redraw();
      await deliver(changes, { whole, keep, told: text });
      return;
    } else toast(plain ? text : document.getElementById("hall-texts").dataset.statusOther, "error");
  } catch {
    toast(document.getElementById("hall-texts").dataset.offline, "error");
  }
  redraw();
}

function find(person, day, session) {
  const x = heads.findIndex((head) => head.dataset.day === day && Number(head.dataset.session) === session);
  const row = document.getElementById(`p${person}`);
  return row && x >= 0 ? cellsOf(row)[x] : null;
}

function put(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const spot = at && [at.parentElement.id, column(at)];
  const from = corner && [corner.parentElement.id, column(corner)];
  for (const part of page.querySelectorAll("tr[id], details[id]")) {
    const there = document.getElementById(part.id);
    if (part.tagName === "DETAILS") part.open = there?.open ?? false;
    there?.replaceWith(part);
  }
  const again = (place) => place && cellsOf(document.getElementById(place[0]))[place[1]];
  corner = again(from);
  const held = typed; /* what is being written while the answer came */
  if (spot) go(again(spot), Boolean(corner));
  if (held) type(held);
  const refused = [...page.querySelectorAll("#roster-answer p")].map((each) => each.textContent);
  refused.slice(0, 4).forEach((each) => toast(each, "warning"));
}

function redraw() {
  table.querySelectorAll(".is-busy").forEach((cell) => cell.classList.remove("is-busy"));
  table.querySelectorAll("[data-shown]").forEach((cell) => {
    if (cell === at && typed) return;
    cell.textContent = cell.dataset.shown;
    delete cell.dataset.shown;
  });
}

/* ---- keys ---- */

function write() {
  const wanted = typed;
  const cells = block().flat();
  typed = "";
  if (wanted) send(cells.length > 1 ? cells.map((cell) => change(cell, wanted)) : [change(at, wanted)]);
}

function type(letter) {
  if (!typed) at.dataset.shown ??= at.textContent;
  typed += letter;
  at.textContent = typed;
}

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [1, 0], Tab: [0, 1] };

table.addEventListener("keydown", (event) => {
  if (!at || event.isComposing) return;
  const { key } = event;
  if (event.ctrlKey || event.metaKey) {
    if (key.toLowerCase() === "z") {
      event.preventDefault();
      line = line.then(() => undone.length && deliver(undone.pop(), { keep: false }));
    }
    return;
  }
  if (event.altKey) return;
  if (STEPS[key]) {
    const [down, right] = STEPS[key];
    if (key === "Tab" && !typed) return;
    event.preventDefault();
    if (typed) write();
    move(down, event.shiftKey && key === "Tab" ? -right : right, event.shiftKey && key.startsWith("Arrow"));
  } else if (key === "Escape") {
    typed = "";
    redraw();
  }
  else if (key === "Delete" || (key === "Backspace" && !typed)) {
    event.preventDefault();
    send(block().flat().filter((cell) => value(cell)).map((cell) => change(cell, "")));
  } else if (key === "Backspace") {
    typed = typed.slice(0, -1);
    at.textContent = typed;
  } else if (!typed && (key === "." || key.toLowerCase() === "t")) {
    event.preventDefault();
    event.stopPropagation();
    send(block().flat().map((cell) => change(cell, key === "." ? "." : "t")), { whole: false });
  } else if (/^[0-9A-Za-z]$/.test(key)) {
    event.preventDefault();
    event.stopPropagation();
    type(key.toUpperCase());
  }
});

document.addEventListener("copy", (event) => {
  if (!table.contains(document.activeElement)) return;
  event.clipboardData.setData("text/plain", block().map((row) => row.map(value).join("\t")).join("\n"));
  event.preventDefault();
});

document.addEventListener("paste", (event) => {
  if (!table.contains(document.activeElement) || !at) return;
  event.preventDefault();
  const lines = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t"));
  const all = rows();
  const start = block()[0]?.[0] ?? at;
  const [top, left] = [all.indexOf(start.parentElement), column(start)];
  const changes = lines.flatMap((line, y) => line.map((text, x) => {
    const cell = all[top + y] && cellsOf(all[top + y])[left + x];
    return cell ? change(cell, text.trim()) : null;
  })).filter(Boolean);
  send(changes, { whole: false });
});

/* ---- mouse ---- */

table.addEventListener("pointerdown", (event) => {
  const cell = usable(event.target.closest("td"));
  if (!cell || event.button) return;
  if (typed) write();
  go(cell, event.shiftKey);
  dragged = value(cell) && !event.shiftKey && event.pointerType === "mouse" ? cell : null;
});
table.addEventListener("pointerover", (event) => {
  table.querySelectorAll(".is-over").forEach((each) => each.classList.remove("is-over"));
  const cell = usable(event.target.closest("td"));
  if (dragged && cell && cell !== dragged) cell.classList.add("is-over");
});
document.addEventListener("pointerup", (event) => {
  const from = dragged;
  dragged = null;
  table.querySelectorAll(".is-over").forEach((each) => each.classList.remove("is-over"));
  const to = usable(event.target.closest?.("td"));
  if (!from?.isConnected || !to || to === from || !table.contains(to)) return;
  send([change(from, value(to)), change(to, value(from))]);
  go(to);
});

go(rows()[0] && cellsOf(rows()[0])[0]);
