"use strict";
/* What a page can do besides being read: sort and filter tables, show terms in context, be dark.
   Texts of the corpus come in by textContent alone; nothing here writes markup. */
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const language = document.documentElement.lang;
  const collator = new Intl.Collator(language === "en" ? ["en", "zh-Hant-HK"] : "zh-Hant-HK", { numeric: true });
  const numbers = new Intl.NumberFormat("en");

  // Asked before anything is changed: asked later, each time the whole page would be laid out.
  const onPhone = matchMedia("(max-width: 40rem)").matches;

  /* A label with its fields filled in. */
  const t = (key, fields = {}) =>
    data.labels[key].replace(/\{(\w+)\}/g, (_, name) =>
      typeof fields[name] === "number" ? numbers.format(fields[name]) : String(fields[name]));

  const make = (tag, properties = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name in element) element[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  };

  /* Tables */

  const valueOf = (cell, isNumber) => {
    if (!isNumber) return cell.textContent;
    return cell.dataset.value === undefined ? null : Number(cell.dataset.value);
  };

  const compare = (a, b, isNumber, sign) => {
    const emptyA = a === null || a === "";
    const emptyB = b === null || b === "";
    if (emptyA || emptyB) return emptyA - emptyB; // what has no value comes last either way
    return sign * (isNumber ? a - b : collator.compare(a, b));
  };

  const folded = (text) => text.normalize("NFKC").toLowerCase();

  const enhance = (box) => {
    const table = box.querySelector("table");
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    let rows = [...body.rows];
    const texts = new Map();
    // On a phone a row is a card: fewer of them before the page goes on.
    const most = Number(box.dataset.shown) || rows.length;
    const open = onPhone ? Math.min(most, 10) : most;
    let all = false;
    let query = "";

    const status = make("span", { role: "status" });
    const more = make("button", { type: "button", className: "more" });

    const show = () => {
      const found = query ? rows.filter((row) => texts.get(row).includes(query)) : rows;
      const shown = all || query ? found : found.slice(0, open);
      const visible = new Set(shown);
      for (const row of rows) row.hidden = !visible.has(row);
      status.textContent = t("rows", { shown: shown.length, total: rows.length });
      more.hidden = Boolean(query) || rows.length <= open;
      more.textContent = all ? t("show_fewer", { shown: open }) : t("show_all", { total: rows.length });
    };

    const sort = (head, column) => {
      const isNumber = head.classList.contains("number");
      const first = isNumber ? "descending" : "ascending";
      const second = isNumber ? "ascending" : "descending";
      const direction = head.getAttribute("aria-sort") === first ? second : first;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", direction);
      const sign = direction === "ascending" ? 1 : -1;
      rows = rows
        .map((row) => [valueOf(row.cells[column], isNumber), row])
        .sort((a, b) => compare(a[0], b[0], isNumber, sign))
        .map(([, row]) => row);
      body.append(...rows);
      show();
    };

    heads.forEach((head, column) => {
      if (!head.textContent.trim()) return; // a bar repeats the number beside it
      const button = make("button", { type: "button", className: "sort" }, head.textContent);
      button.addEventListener("click", () => sort(head, column));
      head.replaceChildren(button);
    });

    if (rows.length >= 9) {
      for (const row of rows) texts.set(row, folded([...row.cells].map((cell) => cell.textContent).join("\n")));
      const input = make("input", { type: "search", autocomplete: "off", spellcheck: false });
      input.addEventListener("input", () => {
        query = folded(input.value.trim());
        show();
      });
      const name = make("span", {}, t("filter"));
      table.before(make("div", { className: "tools" }, make("label", {}, name, input), status));
      input.setAttribute("aria-controls", table.id);
    }
    more.addEventListener("click", () => {
      all = !all;
      show();
    });
    box.append(more);
    show();
  };

  /* Keyword in context */

  const dialog = document.getElementById("context");
  const title = document.getElementById("context-title");
  const body = document.getElementById("context-body");

  const named = data.documents && data.documents.length > 1;
  const placeOf = (line, document_) => {
    const where = t("line_numbers", { numbers: String(line) });
    if (!named) return make("td", { className: "place" }, where);
    const name = make("span", { className: "document", title: data.documents[document_].id }, data.documents[document_].name);
    return make("td", { className: "place named" }, name, where);
  };

  const head = (key) => make("th", { scope: "col", className: key }, t(key));

  const showContext = (name) => {
    const found = data.contexts[name];
    if (!found) return;
    title.textContent = t("in_context", { term: found.title, total: found.total });
    const lines = make("tbody");
    for (const [document_, line, left, node, right] of found.lines) {
      lines.append(make("tr", {},
        placeOf(line, document_),
        make("td", { className: "left" }, left),
        make("td", { className: "node" }, make("mark", {}, node)),
        make("td", { className: "right" }, right)));
    }
    for (const cell of lines.querySelectorAll("td:not(.place)")) cell.lang = "zh-Hant-HK";
    const heads = make("tr", {}, head("place"), head("left"), head("node"), head("right"));
    const table = make("table", { className: "lines" }, make("thead", {}, heads), lines);
    table.setAttribute("aria-labelledby", "context-title");
    body.replaceChildren(found.lines.length ? table : make("p", {}, t("no_rows")));
    const rest = found.total - found.lines.length;
    if (rest > 0) {
      const note = `${t("more_lines", { shown: found.lines.length, more: rest })} ${t("kwic_command")}`;
      body.append(make("p", { className: "note" }, language === "en" ? note : note.replace("。 ", "。")));
    }
    dialog.showModal();
    dialog.scrollTop = 0;
    title.focus();
  };

  for (const span of document.querySelectorAll("span.term")) {
    const button = make("button", { type: "button", className: "term" }, span.textContent);
    button.dataset.kwic = span.dataset.kwic;
    button.setAttribute("aria-haspopup", "dialog");
    span.replaceWith(button);
  }
  document.addEventListener("click", (event) => {
    const term = event.target.closest("[data-kwic]");
    if (term) showContext(term.dataset.kwic);
    else if (event.target === dialog) dialog.close(); // beside it
  });
  document.getElementById("context-close").addEventListener("click", () => dialog.close());

  /* The word cloud is one stop of the Tab key; arrows go from word to word by frequency. */

  const cloud = document.querySelector(".cloud");
  const words = cloud ? [...cloud.querySelectorAll("[data-kwic]")] : [];
  if (words.length) {
    cloud.setAttribute("role", "group");
    words.forEach((word, place) => {
      word.setAttribute("role", "button");
      word.setAttribute("aria-label", word.dataset.name);
      word.setAttribute("tabindex", place ? "-1" : "0");
    });
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    cloud.addEventListener("keydown", (event) => {
      const here = words.indexOf(event.target);
      if (here < 0) return;
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        showContext(event.target.dataset.kwic);
        return;
      }
      let there = here + (steps[event.key] || 0);
      if (event.key === "Home") there = 0;
      if (event.key === "End") there = words.length - 1;
      if (there === here || there < 0 || there >= words.length) return;
      event.preventDefault();
      words[here].setAttribute("tabindex", "-1");
      words[there].setAttribute("tabindex", "0");
      words[there].focus();
    });
  }
  for (const element of document.querySelectorAll(".with-script")) element.hidden = false;

  /* Dark mode: the reader's system decides until the button does. */

  const dark = document.getElementById("dark");
  const toggle = document.getElementById("toggle");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const pressed = (is) => toggle.setAttribute("aria-pressed", String(is));
  let chosen = null;
  toggle.hidden = false;
  pressed(system.matches);
  system.addEventListener("change", () => { if (chosen === null) pressed(system.matches); });
  toggle.addEventListener("click", () => {
    chosen = !(chosen === null ? system.matches : chosen);
    dark.media = chosen ? "screen" : "not all";
    pressed(chosen);
  });

  for (const box of document.querySelectorAll(".table")) enhance(box);
})();
