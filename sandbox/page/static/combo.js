// Menus to choose from: type to filter, arrow keys to walk, Enter to choose. Several choices become chips.

import { act } from "./api.js";
import { chosen } from "./fields.js";
import { directory } from "./live.js";
import { say } from "./notices.js";
import { Active, place } from "./popovers.js";
import { where } from "./surfaces.js";

const PAUSE = 250;
let timer = 0;
let asked = 0;

const listOf = (combo) => combo.querySelector(":scope > [role=listbox]");
const inputOf = (combo) => combo.querySelector(":scope > input");
const activeOf = (combo) => new Active(inputOf(combo), listOf(combo));
const isOpen = (combo) => listOf(combo).matches(":popover-open");

function open(combo) {
  if (isOpen(combo)) return;
  if (combo.dataset.source !== "static") fill(combo);
  for (const row of listOf(combo).querySelectorAll("[hidden]")) row.hidden = false;
  mark(combo);
  listOf(combo).showPopover();
  place(listOf(combo), inputOf(combo), { matchWidth: true });
  inputOf(combo).setAttribute("aria-expanded", "true");
}

function close(combo) {
  if (isOpen(combo)) listOf(combo).hidePopover();
  inputOf(combo).setAttribute("aria-expanded", "false");
  inputOf(combo).removeAttribute("aria-activedescendant");
}

function mark(combo) {
  const picked = new Set(chosen(combo).map(({ value }) => value));
  for (const option of listOf(combo).querySelectorAll("[role=option]")) {
    option.setAttribute("aria-selected", String(picked.has(option.dataset.value)));
  }
}

function fill(combo) {
  if (combo.dataset.source === "external") {
    if (Number(combo.dataset.least) === 0) suggest(combo, "");
    else show(combo, [], `Type at least ${combo.dataset.least} letters`);
    return;
  }
  show(combo, known(combo), "Nobody and nothing to choose");
}

function known(combo) {
  const filter = combo.dataset.filter ? JSON.parse(combo.dataset.filter) : {};
  const people = directory.people
    .filter((person) => !(filter.exclude_bot_users && person.bot))
    .map((person) => ({ value: person.id, label: person.label, note: person.notes.join(", ") }));
  if (combo.dataset.source === "users") return people;
  const wanted = filter.include ?? ["public", "private", "mpim", "im"];
  const channels = directory.channels
    .filter((channel) => !channel.archived && !(filter.exclude_external_shared_channels && channel.shared))
    .filter((channel) => (combo.dataset.source === "channels" ? channel.kind === "public" : wanted.includes(channel.kind)))
    .map((channel) => ({ value: channel.id, label: `#${channel.label}`, note: channel.kind === "private" ? "private" : "" }));
  if (combo.dataset.source === "channels" || !wanted.includes("im")) return channels;
  return [...channels, ...people.map((person) => ({ ...person, value: `@${person.label}` }))];
}

function show(combo, options, empty) {
  const list = listOf(combo);
  list.replaceChildren(...options.map((option, number) => row(option, `${list.id}-${number}`)));
  if (!options.length) {
    const none = document.createElement("li");
    none.className = "none";
    none.setAttribute("role", "presentation");
    none.textContent = empty;
    list.append(none);
  }
  mark(combo);
}

function row({ value, label, note }, id) {
  const option = document.createElement("li");
  option.id = id;
  option.setAttribute("role", "option");
  option.dataset.value = value;
  option.dataset.label = label;
  const words = document.createElement("span");
  words.textContent = label;
  option.append(words);
  if (note) {
    const small = document.createElement("small");
    small.textContent = note;
    option.append(small);
  }
  return option;
}

async function suggest(combo, typed) {
  const mine = ++asked;
  show(combo, [], "Asking the app");
  const answer = await act("options", { ...where(combo), action_id: combo.dataset.action, query: typed });
  if (mine !== asked) return;
  const groups = answer?.option_groups ?? [{ options: answer?.options ?? [] }];
  const options = groups.flatMap((group) => group.options.map((option) => ({
    value: option.value, label: option.text.text, note: [group.label?.text, option.description?.text].filter(Boolean).join(", "),
  })));
  show(combo, options, "The app found nothing for this");
  activeOf(combo).set(activeOf(combo).options[0]);
  say(`${options.length} found`);
}

function filter(combo) {
  const typed = inputOf(combo).value.trim().toLowerCase();
  if (combo.dataset.source === "external") {
    clearTimeout(timer);
    if (typed.length >= Number(combo.dataset.least)) timer = setTimeout(() => suggest(combo, inputOf(combo).value.trim()), PAUSE);
    return;
  }
  for (const option of listOf(combo).querySelectorAll("[role=option]")) option.hidden = !option.textContent.toLowerCase().includes(typed);
  for (const group of listOf(combo).querySelectorAll("[role=group]")) group.hidden = !group.querySelector("[role=option]:not([hidden])");
  const active = activeOf(combo);
  active.set(active.options[0]);
  say(active.options.length ? `${active.options.length} to choose from` : "Nothing matches");
}

function choose(combo, option) {
  const picked = { value: option.dataset.value, label: option.dataset.label };
  if (!combo.hasAttribute("data-many")) {
    keep(combo, [picked]);
    close(combo);
    inputOf(combo).select();
    return;
  }
  const now = chosen(combo);
  const without = now.filter(({ value }) => value !== picked.value);
  if (without.length === now.length && combo.dataset.max && now.length >= Number(combo.dataset.max)) {
    say(`No more than ${combo.dataset.max}. Remove one first.`);
    return;
  }
  inputOf(combo).value = "";
  filter(combo);
  keep(combo, without.length < now.length ? without : [...now, picked]);
  mark(combo);
}

function keep(combo, picked) {
  combo.dataset.selected = JSON.stringify(picked);
  combo.dataset.dirty = "yes";
  dress(combo);
  combo.dispatchEvent(new CustomEvent("chosen", { bubbles: true }));
}

// Shows what is chosen: as text for one choice, as chips for several.
function dress(combo) {
  const picked = chosen(combo);
  if (!combo.hasAttribute("data-many")) {
    inputOf(combo).value = picked[0]?.label ?? "";
    return;
  }
  combo.querySelector(".chips").replaceChildren(...picked.map(chip));
}

function chip({ value, label }) {
  const made = document.createElement("li");
  made.dataset.value = value;
  const words = document.createElement("span");
  words.textContent = label;
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "remove";
  remove.textContent = "Remove";
  remove.setAttribute("aria-label", `Remove ${label}`);
  made.append(words, remove);
  return made;
}

function left(combo) {
  clearTimeout(timer);
  close(combo);
  const single = !combo.hasAttribute("data-many");
  if (single && !inputOf(combo).value.trim() && chosen(combo).length) keep(combo, []);
  else if (single) dress(combo);
  else inputOf(combo).value = "";
}

function keydown(event) {
  const combo = comboOf(event);
  if (!combo || event.target !== inputOf(combo)) return;
  const active = activeOf(combo);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    open(combo);
    active.move(event.key);
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (isOpen(combo) && active.current) choose(combo, active.current);
    else open(combo);
  } else if (event.key === "Escape" && isOpen(combo)) {
    event.preventDefault();
    event.stopPropagation();
    dress(combo);
    close(combo);
  } else if (event.key === "Backspace" && combo.hasAttribute("data-many") && !event.target.value && chosen(combo).length) {
    keep(combo, chosen(combo).slice(0, -1));
  }
}

const comboOf = (event) => event.target.closest?.("[data-source]");

export function start() {
  document.addEventListener("keydown", keydown, true);
  document.addEventListener("input", (event) => {
    const combo = comboOf(event);
    if (!combo) return;
    open(combo);
    filter(combo);
  });
  document.addEventListener("click", (event) => {
    const combo = comboOf(event);
    if (!combo) return;
    const option = event.target.closest("[role=option]");
    const remove = event.target.closest(".remove");
    if (option) choose(combo, option);
    else if (remove) {
      keep(combo, chosen(combo).filter(({ value }) => value !== remove.closest("li").dataset.value));
      inputOf(combo).focus();
    } else if (event.target === inputOf(combo)) {
      open(combo);
      event.target.select();
    }
  });
  // A press on the list must not take the focus from the field.
  document.addEventListener("mousedown", (event) => event.target.closest?.(".combo [role=listbox]") && event.preventDefault());
  document.addEventListener("focusout", (event) => {
    const combo = comboOf(event);
    if (combo && event.target === inputOf(combo) && !combo.contains(event.relatedTarget)) left(combo);
  });
  document.addEventListener("scroll", (event) => {
    for (const list of document.querySelectorAll(".combo [role=listbox]:popover-open")) {
      if (!list.contains(event.target)) place(list, inputOf(list.closest(".combo")), { matchWidth: true });
    }
  }, true);
}
