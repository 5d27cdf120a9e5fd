// Menus and lists that open beside what opened them, and how the keyboard walks through them.

export function place(popover, opener, { matchWidth = false } = {}) {
  const box = opener.getBoundingClientRect();
  if (matchWidth) popover.style.width = `${Math.max(box.width, 200)}px`;
  const { width, height } = popover.getBoundingClientRect();
  const below = innerHeight - box.bottom - 8;
  const top = below >= height || below >= box.top ? box.bottom + 4 : Math.max(8, box.top - height - 4);
  const alignRight = box.left + width > innerWidth - 8;
  const left = alignRight ? Math.max(8, Math.min(box.right, innerWidth - 8) - width) : box.left;
  popover.style.top = `${top}px`;
  popover.style.left = `${left}px`;
  popover.style.maxHeight = `${Math.max(160, Math.min(420, top < box.top ? box.top - 12 : innerHeight - top - 8))}px`;
}

export function opener(popover) {
  return document.querySelector(`[popovertarget="${CSS.escape(popover.id)}"]`);
}

function items(menu) {
  return [...menu.querySelectorAll('[role="menuitem"], li > a')];
}

function enter(menu) {
  (menu.querySelector("input") ?? items(menu)[0])?.focus();
}

// The arrow down on what opens a menu opens it, or goes into it.
function into(event) {
  const menu = event.key === "ArrowDown" && document.getElementById(event.target.getAttribute?.("popovertarget"));
  if (!menu) return;
  event.preventDefault();
  if (menu.matches(":popover-open")) enter(menu);
  else menu.showPopover();
}

function opened(event) {
  const menu = event.target;
  if (!menu.matches?.(".menu")) return;
  const from = opener(menu);
  from?.setAttribute("aria-expanded", String(event.newState === "open"));
  if (event.newState !== "open" || !from) return;
  place(menu, from);
  if (!menu.contains(document.activeElement)) enter(menu);
}

function walk(event) {
  const menu = event.target.closest?.(".menu");
  if (!menu || event.target.matches("input")) return;
  const all = items(menu);
  const at = all.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to !== undefined && all.length) {
    event.preventDefault();
    all[(to + all.length) % all.length].focus();
  } else if (event.key === "Tab") {
    menu.hidePopover();
  } else if (event.key.length === 1 && /\S/.test(event.key) && !event.ctrlKey && !event.metaKey) {
    const letter = event.key.toLowerCase();
    [...all.slice(at + 1), ...all.slice(0, at + 1)].find((item) => item.textContent.trim().toLowerCase().startsWith(letter))?.focus();
  }
}

function picked(event) {
  const item = event.target.closest?.('.menu [role="menuitem"]');
  if (item) item.closest(".menu").hidePopover();
}

// A list under a text field: which option the arrow keys are at.
export class Active {
  constructor(input, list) {
    this.input = input;
    this.list = list;
  }

  get options() {
    return [...this.list.querySelectorAll('[role="option"]')].filter((option) => !option.hidden);
  }

  get current() {
    return this.list.querySelector('[role="option"].active:not([hidden])');
  }

  set(option) {
    this.current?.classList.remove("active");
    for (const other of this.list.querySelectorAll(".active")) other.classList.remove("active");
    option?.classList.add("active");
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  move(key) {
    const all = this.options;
    if (!all.length) return;
    const at = all.indexOf(this.current);
    const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? all.length - 1 : at - 1, Home: 0, End: all.length - 1 }[key];
    this.set(all[(to + all.length) % all.length]);
  }
}

export function start() {
  document.addEventListener("toggle", opened, true);
  document.addEventListener("keydown", walk);
  document.addEventListener("keydown", into);
  document.addEventListener("click", picked);
}
