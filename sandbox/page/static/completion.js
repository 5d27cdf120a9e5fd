// What the composer offers while one types: commands after /, people after @, channels after #.

import { directory } from "./live.js";
import { say } from "./notices.js";
import { Active, place } from "./popovers.js";

const OWN = [
  { command: "/invite", hint: "@somebody", about: "Add a person or an app to this channel", app: "Practice workspace" },
  { command: "/remove", hint: "@somebody", about: "Take a person or an app out of this channel", app: "Practice workspace" },
  { command: "/leave", hint: "", about: "Leave this channel", app: "Practice workspace" },
];
const MOST = 8;

const list = document.createElement("ul");
list.className = "completions";
list.id = "completions";
list.popover = "manual";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "Suggestions");

let entry = null;
let token = null; // {start, end, kind} of what is being completed

const isOpen = () => list.matches(":popover-open");
const active = () => new Active(entry, list);

function read(text, caret) {
  const before = text.slice(0, caret);
  const command = /^\/\S*$/.exec(before);
  if (command) return { kind: "/", start: 0, end: caret, typed: before.toLowerCase() };
  const name = /(^|\s)([@#])([^\s@#][^@#\n]{0,30})?$/u.exec(before);
  if (!name) return null;
  const typed = name[3] ?? "";
  return { kind: name[2], start: caret - typed.length - 1, end: caret, typed: typed.toLowerCase() };
}

function offers(found) {
  if (found.kind === "/") {
    return [...directory.commands, ...OWN]
      .filter(({ command }) => command.toLowerCase().startsWith(found.typed))
      .map(({ command, hint, about, app }) => ({ insert: `${command} `, name: command, hint, note: [about, app].filter(Boolean).join(" · ") }));
  }
  const starts = (name) => name.toLowerCase().split(" ").some((_, at, words) => words.slice(at).join(" ").startsWith(found.typed));
  if (found.kind === "@") {
    return directory.people.filter(({ label, name }) => starts(label) || starts(name))
      .map(({ label, notes }) => ({ insert: `@${label} `, name: `@${label}`, hint: "", note: notes.join(", ") }));
  }
  return directory.channels.filter(({ label }) => starts(label)).map(({ label, kind }) => ({ insert: `#${label} `, name: `#${label}`, hint: "", note: kind === "private" ? "private" : "" }));
}

export function offer(input) {
  entry = input;
  token = read(input.value, input.selectionStart);
  const found = token ? offers(token).slice(0, MOST) : [];
  const done = found.length === 1 && found[0].insert.trim().toLowerCase() === `${token.kind === "/" ? "" : token.kind}${token.typed}`.trim();
  if (!found.length || (done && token.kind !== "/")) {
    close();
    return;
  }
  list.replaceChildren(...found.map(row));
  if (!isOpen()) {
    list.showPopover();
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-autocomplete", "list");
  }
  above(input);
  active().set(list.firstElementChild);
  say(`${found.length} suggestions. ${found[0].name}`);
}

function above(input) {
  place(list, input.closest("form"));
  const box = input.closest("form").getBoundingClientRect();
  list.style.top = `${Math.max(8, box.top - list.offsetHeight - 6)}px`;
}

function row({ insert, name, hint, note }, number) {
  const option = document.createElement("li");
  option.id = `completion-${number}`;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.dataset.insert = insert;
  const bold = document.createElement("b");
  bold.textContent = name;
  option.append(bold);
  if (hint) {
    const usage = document.createElement("span");
    usage.className = "hint";
    usage.textContent = hint;
    option.append(usage);
  }
  if (note) {
    const small = document.createElement("small");
    small.textContent = note;
    option.append(small);
  }
  return option;
}

export function close() {
  if (isOpen()) list.hidePopover();
  if (!entry) return;
  for (const name of ["role", "aria-expanded", "aria-controls", "aria-autocomplete", "aria-activedescendant"]) entry.removeAttribute(name);
}

function take(option) {
  entry.setRangeText(option.dataset.insert, token.start, token.end, "end");
  close();
  entry.focus();
  entry.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

// Returns whether the key was for the list.
export function key(event) {
  if (!isOpen() || event.target !== entry) return false;
  const option = active().current;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") active().move(event.key);
  else if (event.key === "Escape") close();
  else if ((event.key === "Tab" || event.key === "Enter") && option && !event.shiftKey) {
    // Enter on a command that stands there complete sends it.
    if (event.key === "Enter" && option.dataset.insert.trim() === entry.value.trim()) {
      close();
      return false;
    }
    take(option);
  } else return false;
  event.preventDefault();
  return true;
}

export function start() {
  document.body.append(list);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
}
