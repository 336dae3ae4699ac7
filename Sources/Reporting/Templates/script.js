// Sorts, filters and unfolds what the page already holds; without it, nothing is missing.
"use strict";
(() => {
  // Tables of more rows than this can be filtered, and show no more at first.
  const many = 12;

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // The line above a table or an index, made when it is needed first.
  const toolsBefore = (box) => {
    const before = box.previousElementSibling;
    if (before?.matches(".tools")) return before;
    const tools = element("p", { className: "tools" });
    box.before(tools);
    return tools;
  };

  // What a cell is sorted by: its number, or its text; nothing where it has neither.
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    if (cell.dataset.value !== undefined) return Number(cell.dataset.value);
    if (cell.classList.contains("number")) return null;
    return (cell.querySelector("bdi") ?? cell).textContent.trim();
  };

  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b
      : String(a).localeCompare(String(b), "en", { numeric: true });

  // What is in no denominator stays at the end, and so does what was not measured.
  const sort = (body, original, column, direction) => {
    const counted = original.filter((row) => !row.matches(".apart"));
    if (direction !== 0) {
      counted.sort((a, b) => {
        const [x, y] = [keyOf(a, column), keyOf(b, column)];
        if (x === null || y === null) return (x === null) - (y === null);
        return direction * compare(x, y);
      });
    }
    body.append(...counted, ...original.filter((row) => row.matches(".apart")));
  };

  const makeSortable = (table) => {
    const body = table.tBodies[0];
    const original = [...body.rows];
    const headings = [...table.tHead.rows[0].cells];
    headings.forEach((heading, column) => {
      const button = element("button", { type: "button" }, ...heading.childNodes);
      // Numbers begin with the largest; a third time leads back to the order of the page.
      const order = heading.matches(".number") ? ["descending", "ascending"]
        : ["ascending", "descending"];
      button.addEventListener("click", () => {
        const next = order[order.indexOf(heading.ariaSort) + 1];
        headings.forEach((other) => other.removeAttribute("aria-sort"));
        if (next) heading.setAttribute("aria-sort", next);
        sort(body, original, column, { ascending: 1, descending: -1 }[next] ?? 0);
      });
      heading.append(button);
    });
  };

  const makeFilterable = (box, items, kind, name) => {
    const input = element("input", { type: "search", autocomplete: "off", spellcheck: false });
    const count = element("output", { textContent: `${items.length} ${kind}` });
    const label = element("label", {}, "Filter",
      element("span", { className: "unseen", textContent: `: ${name}` }), " ", input);
    const texts = items.map((item) => item.textContent.toLowerCase());
    input.addEventListener("input", () => {
      const sought = input.value.trim().toLowerCase();
      items.forEach((item, index) => { item.hidden = !texts[index].includes(sought); });
      const shown = items.filter((item) => !item.hidden).length;
      count.textContent = sought === "" ? `${items.length} ${kind}`
        : `${shown} of ${items.length} ${kind}`;
      box.classList.toggle("filtered", sought !== "");
    });
    toolsBefore(box).append(label, " ", count);
  };

  // The first rows, and a button for the others.
  const makeShort = (box, length) => {
    const button = element("button", { type: "button", className: "more" });
    const set = (short) => {
      box.classList.toggle("short", short);
      button.textContent = short ? `Show all ${length} rows` : `Show the first ${many} rows`;
    };
    button.addEventListener("click", () => set(!box.classList.contains("short")));
    set(true);
    box.after(button);
  };

  for (const table of document.querySelectorAll("table")) {
    const rows = [...table.tBodies[0].rows];
    const box = table.closest(".scroll");
    if (rows.length > 2) makeSortable(table);
    if (rows.length > many) {
      makeFilterable(box, rows, "rows", table.caption.textContent);
      makeShort(box, rows.length);
    }
  }

  for (const index of document.querySelectorAll(".profiles")) {
    const profiles = [...index.children];
    if (profiles.length > 1) {
      makeFilterable(index, profiles, "profiles", index.ariaLabel);
    }
  }

  // What a link leads to is unfolded, with all that it is in.
  const unfold = () => {
    const target = document.getElementById(location.hash.slice(1));
    let fold = target?.closest("details");
    if (!fold) return;
    for (; fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();

  // Light or dark, whatever the system prefers.
  const scheme = element("button", { type: "button", className: "scheme" });
  const isDark = () => (document.documentElement.dataset.scheme
    ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const name = () => { scheme.textContent = isDark() ? "Light" : "Dark"; };
  scheme.addEventListener("click", () => {
    document.documentElement.dataset.scheme = isDark() ? "light" : "dark";
    name();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", name);
  name();
  document.querySelector(".kicker").append(scheme);
})();
