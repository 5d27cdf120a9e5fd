// Tables that can be sorted by a heading and turned page by page.

function rows(table) {
  return [...table.querySelectorAll("tbody tr")];
}

function show(box, page) {
  const all = rows(box);
  const size = Number(box.dataset.size);
  const last = Math.max(0, Math.ceil(all.length / size) - 1);
  const at = Math.max(0, Math.min(page, last));
  box.dataset.page = at;
  all.forEach((row, number) => { row.hidden = Math.floor(number / size) !== at; });
  const pager = box.querySelector(".pager");
  if (!pager) return;
  pager.querySelector("[role=status]").textContent = `${at * size + 1} to ${Math.min(all.length, (at + 1) * size)} of ${all.length}`;
  pager.querySelector('[data-turn="-1"]').disabled = at === 0;
  pager.querySelector('[data-turn="1"]').disabled = at === last;
}

function sort(heading) {
  const box = heading.closest("[data-table]");
  const column = [...heading.parentElement.children].indexOf(heading);
  const up = heading.getAttribute("aria-sort") !== "ascending";
  for (const other of heading.parentElement.children) other.setAttribute("aria-sort", "none");
  heading.setAttribute("aria-sort", up ? "ascending" : "descending");
  const key = (row) => row.children[column].dataset.sort ?? row.children[column].textContent;
  const order = new Intl.Collator(undefined, { numeric: true });
  const sorted = rows(box).sort((one, other) => order.compare(key(one), key(other)) * (up ? 1 : -1));
  box.querySelector("tbody").append(...sorted);
  show(box, 0);
}

export function start() {
  document.addEventListener("click", (event) => {
    const sorter = event.target.closest?.("[data-sorts]");
    const turner = event.target.closest?.("[data-turn]");
    if (sorter) sort(sorter.closest("th"));
    if (turner) {
      const box = turner.closest("[data-table]");
      show(box, Number(box.dataset.page ?? 0) + Number(turner.dataset.turn));
    }
  });
}
