/* catalogue.js: adds rows to the tables of an item's form without asking the server. The page works without it. */

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add]");
  if (!button) return;
  const name = button.dataset.add;
  const total = document.querySelector(`[name="${name}-TOTAL_FORMS"]`);
  const most = Number(document.querySelector(`[name="${name}-MAX_NUM_FORMS"]`).value);
  const empty = document.querySelector(`template[data-empty="${name}"]`);
  const body = document.querySelector(`[data-rows="${name}"] tbody`);
  event.preventDefault();
  if (Number(total.value) >= most) return;
  const row = document.createElement("tbody");
  row.innerHTML = empty.innerHTML.replaceAll("__prefix__", total.value);
  total.value = String(Number(total.value) + 1);
  const added = row.firstElementChild;
  body.append(added);
  added.querySelector("input[type=text], textarea")?.focus();
});
