/* papers.js: scan boxes that stay in focus, tick-all boxes, and fields that belong to one choice. Everything works
   without it by reloading the page.
   data-scan         the form of a scan box: sends without leaving the page, renews #work, keeps the focus
   data-check-all    a checkbox that ticks every box named by its value inside the same form
   data-ticked       shows how many boxes of the form are ticked
   data-when         "name=value": shown and enabled only while that field of the form has that value */

const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

/* ---- scan boxes: what is scanned while a request runs goes with the next one, so none is lost ---- */

const waiting = [];
let running = false;

function freshKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function send(form) {
  if (running) return;
  running = true;
  const input = form.querySelector("input[name=scan]");
  while (waiting.length) {
    const texts = waiting.splice(0);
    const values = Object.fromEntries(new FormData(form));
    values.scan = texts.join(" ");
    if ("key" in values) values.key = freshKey();
    try {
      await window.htmx.ajax("POST", form.action, { source: form, values, target: "#work", select: "#work", swap: "outerHTML" });
    } catch {
      input.value ||= texts.join(" ");
      break;
    }
  }
  running = false;
  input.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-scan]") || !window.htmx) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const input = form.querySelector("input[name=scan]");
  if (input.value.trim()) waiting.push(input.value.trim());
  input.value = "";
  send(form);
}, true);

/* The page that comes back carries its notices; only #work is taken from it, so they are shown here. */
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (!detail.elt.matches?.("form[data-scan]") || !detail.xhr.responseText) return;
  const page = new DOMParser().parseFromString(detail.xhr.responseText, "text/html");
  for (const note of $$("#toasts > [data-toast]", page)) {
    const level = ["success", "info", "warning", "error"].find((each) => note.classList.contains(each)) ?? "info";
    document.dispatchEvent(new CustomEvent("toast", { detail: { text: note.querySelector("span").textContent, level } }));
  }
});

/* ---- ticking ---- */

const boxes = (form, name) => $$(`input[type=checkbox][name="${CSS.escape(name)}"]:not(:disabled)`).filter((box) => box.form === form);

function recount(form) {
  if (!form) return;
  for (const all of $$("[data-check-all]").filter((box) => box.form === form)) {
    const mine = boxes(form, all.dataset.checkAll);
    const ticked = mine.filter((box) => box.checked).length;
    all.checked = mine.length > 0 && ticked === mine.length;
    all.indeterminate = ticked > 0 && ticked < mine.length;
    for (const shown of $$(`[data-ticked="${CSS.escape(all.dataset.checkAll)}"]`)) shown.textContent = String(ticked);
  }
}

document.addEventListener("change", (event) => {
  const { target } = event;
  if (target.matches("[data-check-all]")) for (const box of boxes(target.form, target.dataset.checkAll)) box.checked = target.checked;
  if (target.form) {
    recount(target.form);
    follow(target.form);
  }
});

/* ---- fields of one choice ---- */

function follow(form) {
  for (const part of $$("[data-when]", form)) {
    const [name, wanted] = part.dataset.when.split("=");
    const value = new FormData(form).get(name) ?? "";
    const fits = wanted.split("|").includes(value);
    part.hidden = !fits;
    for (const control of $$("input, select, textarea", part)) control.disabled = !fits;
  }
}

function start() {
  $$("form").forEach((form) => { recount(form); follow(form); });
}
document.addEventListener("htmx:afterSettle", start);
start();
