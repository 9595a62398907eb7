/* desk_papers.js: the list of papers. Digits tick, A ticks all, letters say how a paper came, F what is wrong with it. */

const WAYS = { p: "paper", s: "scan", e: "electronic", l: "licence", c: "commitment", n: "not_needed" };
const COUNTED = ["paper", "scan", "electronic"];
const $ = (selector, from) => from.querySelector(selector);

export class Papers {
  constructor({ table, texts, changed }) {
    Object.assign(this, { table, texts, changed, current: 0 });
  }

  rows() {
    return this.table() ? [...this.table().tBodies[0].rows].filter((row) => !row.hidden) : [];
  }

  loaded(options) {
    const table = this.table();
    this.current = 0;
    if (!table) return;
    table.addEventListener("keydown", (event) => this.key(event));
    table.addEventListener("change", (event) => this.altered(event));
    table.addEventListener("focusin", (event) => this.select(event.target.closest("tr")));
    this.pick(options);
  }

  /* Papers asked for under these answers; the others are out of the form. */
  pick(options) {
    if (!this.table()) return;
    for (const row of this.table().tBodies[0].rows) {
      const asked = row.dataset.options.split(" ").filter(Boolean);
      row.hidden = asked.length > 0 && !asked.some((option) => options.includes(option));
      row.querySelectorAll("input, select").forEach((control) => { control.disabled = row.hidden; });
    }
    this.refresh();
  }

  refresh() {
    this.rows().forEach((row, place) => {
      $(".desk-digit", row).textContent = place < 9 ? place + 1 : "";
      $(".desk-digit", row).hidden = place >= 9;
      this.paint(row);
    });
  }

  taken(row) { return $(".desk-taken", row).value; }
  fault(row) { return $(".desk-fault", row).value.trim(); }
  isIn(row) { return this.taken(row) !== "missing"; }

  paint(row) {
    const [taken, fault, need] = [this.taken(row), this.fault(row), row.dataset.necessity];
    const [text, level] = fault && taken !== "missing" ? [this.texts.faulty, "bad"]
      : taken !== "missing" ? [this.texts.received, "ok"]
        : need === "deferrable" ? [this.texts.gap, "warn"]
          : need === "optional" ? [this.texts.optional, ""] : [this.texts.missing, "bad"];
    const tag = $(".desk-status", row);
    tag.textContent = text;
    tag.className = `tag desk-status ${level}`;
    $(".desk-tick", row).checked = taken !== "missing";
    const count = $(".desk-received", row);
    count.disabled = row.hidden || !COUNTED.includes(taken);
    if (COUNTED.includes(taken) && !Number(count.value)) count.value = row.dataset.copies;
    if (!COUNTED.includes(taken)) count.value = "";
    $(".desk-fault", row).hidden = !fault && document.activeElement !== $(".desk-fault", row);
  }

  set(row, way) {
    const select = $(".desk-taken", row);
    if (![...select.options].some((option) => option.value === way)) return;
    select.value = way;
    this.paint(row);
  }

  toggle(row) {
    this.set(row, this.isIn(row) ? "missing" : row.dataset.form === "electronic" ? "electronic" : "paper");
    this.changed();
  }

  all() {
    this.rows().forEach((row) => { if (!this.isIn(row)) this.set(row, row.dataset.form === "electronic" ? "electronic" : "paper"); });
    this.changed();
  }

  setFault(row, text) {
    $(".desk-fault", row).value = text;
    this.paint(row);
    this.changed();
  }

  count() {
    const rows = this.rows();
    const needed = rows.filter((row) => row.dataset.necessity !== "optional");
    const missing = needed.filter((row) => !this.isIn(row));
    return {
      all: rows.length,
      received: rows.filter((row) => this.isIn(row)).length,
      missing: missing.length,
      firm: missing.filter((row) => row.dataset.necessity === "required").length,
      faulty: rows.filter((row) => this.isIn(row) && this.fault(row)).length,
    };
  }

  /* What a notice would name. */
  told() {
    return this.rows()
      .filter((row) => (row.dataset.necessity !== "optional" && !this.isIn(row)) || this.fault(row))
      .map((row) => ({ row, name: row.dataset.name, missing: !this.isIn(row), fault: this.fault(row) }));
  }

  focus() {
    const rows = this.rows();
    if (!rows.length) return false;
    this.go(0);
    return true;
  }

  go(place) {
    const rows = this.rows();
    this.current = Math.max(0, Math.min(place, rows.length - 1));
    rows[this.current].focus();
  }

  select(row) {
    this.rows().forEach((each, place) => {
      each.classList.toggle("is-selected", each === row);
      each.tabIndex = each === row ? 0 : -1;
      if (each === row) this.current = place;
    });
  }

  altered(event) {
    const row = event.target.closest("tr");
    if (event.target.matches(".desk-tick")) return this.toggle(row);
    this.paint(row);
    this.changed();
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const row = event.target.closest("tr");
    if (event.target.matches(".desk-fault")) return this.keyInFault(event, row);
    if (event.target.matches("select, .desk-received")) return;
    const acts = {
      ArrowDown: () => this.go(this.current + 1), ArrowUp: () => this.go(this.current - 1),
      " ": () => this.toggle(row), a: () => this.all(), f: () => this.writeFault(row),
      "+": () => this.more(row, 1), "=": () => this.more(row, 1), "-": () => this.more(row, -1),
    };
    const letter = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (/^[1-9]$/.test(letter)) acts[letter] = () => this.tickNumber(Number(letter));
    if (WAYS[letter]) acts[letter] = () => { this.set(row, WAYS[letter]); this.changed(); };
    if (!acts[letter]) return;
    event.preventDefault();
    acts[letter]();
  }

  tickNumber(number) {
    const row = this.rows()[number - 1];
    if (!row) return;
    this.toggle(row);
    this.go(number - 1);
  }

  more(row, step) {
    const count = $(".desk-received", row);
    if (count.disabled) return;
    count.value = Math.max(1, Number(count.value || 0) + step);
    this.changed();
  }

  writeFault(row) {
    const line = $(".desk-fault", row);
    line.hidden = false;
    line.focus();
  }

  keyInFault(event, row) {
    if (!["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    row.focus();
    this.paint(row);
    this.changed();
  }
}
