/* findings.js: decide the month's findings by keyboard. ↑ ↓ (or J K) choose, Y takes a line, N sets it aside with a reason.
   Without it each line's own buttons do the same. */

// hall.js listens: imported here it would run a second time under its hashed name
const toast = (text, level) => document.dispatchEvent(new CustomEvent("toast", { detail: { text, level } }));
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const list = document.getElementById("findings");
const dialog = document.getElementById("aside-dialog");
const lines = () => $$("tr.finding", list);
const current = () => document.activeElement?.closest?.("tr.finding");
let asking = null;

function choose(line) {
  if (!line) return;
  line.focus({ preventScroll: true });
  line.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = lines();
  const at = all.indexOf(current());
  choose(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]);
}

function nextWaiting(line) {
  const all = lines();
  const after = all.slice(all.indexOf(line) + 1);
  choose([...after, ...all].find((each) => each.dataset.state === "proposed") ?? line);
}

/* The figures of the page, its month and the line's own group follow each decision. */
function count(line, by) {
  const others = $$("section [data-waiting]").filter((shown) => !shown.closest("section").contains(line));
  for (const shown of $$("[data-waiting]").filter((each) => !others.includes(each))) {
    shown.textContent = shown.textContent.replace(/\d+/, (figure) => Math.max(0, Number(figure) + by));
  }
  for (const box of $$("[data-together]")) {
    box.hidden = !box.closest("section").querySelector("tr.finding[data-state=proposed]");
  }
}

async function decide(line, form) {
  if (line.dataset.busy) return;
  line.dataset.busy = "1";
  const token = document.querySelector('meta[name="csrf-token"]').content;
  try {
    const answer = await fetch(line.dataset.url, {
      method: "POST",
      body: form,
      headers: { "X-Requested-With": "fetch", "X-CSRFToken": token },
    });
    const text = await answer.text();
    if (!answer.ok) { toast(text, "error"); return; }
    const box = document.createElement("template");
    box.innerHTML = text.trim();
    const fresh = box.content.firstElementChild;
    line.replaceWith(fresh);
    count(fresh, (fresh.dataset.state === "proposed") - (line.dataset.state === "proposed"));
    nextWaiting(fresh);
  } catch {
    toast(document.getElementById("hall-texts")?.dataset.offline, "error");
  } finally {
    delete line.dataset.busy;
  }
}

function body(values) {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.append(name, value);
  return form;
}

function accept(line) {
  const form = line.querySelector("[data-accept]")?.closest("form");
  if (form) decide(line, new FormData(form));
}

function aside(line) {
  if (line.dataset.state !== "proposed") return;
  asking = line;
  dialog.querySelector("input[name=reason]").value = "";
  dialog.returnValue = "";
  dialog.showModal();
  dialog.querySelector("input[name=reason]").focus();
}

function giveReason(reason) {
  const line = asking;
  asking = null;
  if (dialog.open) dialog.close();
  if (line && reason.trim()) decide(line, body({ op: "aside", reason: reason.trim() }));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (dialog.open) {
    const input = dialog.querySelector("input[name=reason]");
    const chosen = dialog.querySelectorAll("[data-reason]")[Number(event.key) - 1];
    if (chosen && !input.value) { event.preventDefault(); giveReason(chosen.dataset.reason); }
    return;
  }
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  const key = event.key.toLowerCase();
  const line = current();
  if (key === "arrowdown" || key === "j") step(1);
  else if (key === "arrowup" || key === "k") step(-1);
  else if (line && key === "y") accept(line);
  else if (line && key === "n") aside(line);
  else return;
  event.preventDefault();
});

list.addEventListener("submit", (event) => {
  const line = event.target.closest("tr.finding");
  if (!line) return;
  event.preventDefault();
  decide(line, new FormData(event.target));
});
list.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-aside]");
  if (!opener) return;
  event.preventDefault();
  aside(opener.closest("tr.finding"));
});
dialog.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-reason]");
  if (chosen) giveReason(chosen.dataset.reason);
});
dialog.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  giveReason(dialog.querySelector("input[name=reason]").value);
});
choose(lines().find((line) => line.dataset.state === "proposed"));
