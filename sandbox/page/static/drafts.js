// Half-filled fields: kept in the workspace as they are typed, so that nothing is lost to a reload or to the app
// changing the form; and told to the app where it wants to hear of each change.

import { act, busy } from "./api.js";
import { ask } from "./ask.js";
import { count, read } from "./fields.js";
import { refresh } from "./live.js";
import { where } from "./surfaces.js";

const PAUSE = 400;
const waiting = new Set();
let timer = 0;
let sending = Promise.resolve();

const TYPED = new Set(["plain_text_input", "rich_text_input", "number_input", "email_text_input", "url_text_input"]);
const PICKED = new Set(["datepicker", "timepicker", "datetimepicker"]);

function wait(field) {
  field.dataset.dirty = "yes";
  waiting.add(field);
  clearTimeout(timer);
  timer = setTimeout(flush, PAUSE);
}

// Sends what is waiting to be kept; returns when it is.
export function flush() {
  clearTimeout(timer);
  const fields = [...waiting].filter((field) => field.isConnected);
  waiting.clear();
  sending = sending.then(() => Promise.all([...bySurface(fields)].map(([surface, found]) => keep(surface, found))));
  return sending;
}

function bySurface(fields) {
  return Map.groupBy(fields, (field) => field.closest("[data-surface]"));
}

async function keep(surface, fields) {
  if (surface.dataset.surface === "message") {
    for (const field of fields) await use(field);
    return;
  }
  if (surface.inert || surface.dataset.sent) return;
  await act("edit", { view: surface.dataset.view, values: values(fields) });
}

export function values(fields) {
  return Object.fromEntries(fields.map((field) => [field.dataset.block, read(field)]));
}

export function use(control, value = read(control)) {
  return act("click", { ...where(control), block_id: control.dataset.block, action_id: control.dataset.action, value });
}

// Tells the app at once, after asking the person if the app wants that.
async function change(field) {
  waiting.delete(field);
  if (field.dataset.confirm && !(await ask(JSON.parse(field.dataset.confirm)))) {
    delete field.dataset.dirty;
    await refresh("messages", "side", "modal", "home");
    return;
  }
  await flush();
  await busy(field, () => use(field));
  delete field.dataset.dirty;
  await refresh("messages", "side", "modal", "home");
}

const acts = (field) => field.hasAttribute("data-acts");
const fieldOf = (event) => event.target.closest?.("[data-field]");

function typed(event) {
  const field = fieldOf(event);
  if (!field || field.dataset.source) return;
  count(event.target);
  field.dataset.dirty = "yes";
  if (!TYPED.has(field.dataset.field)) return;
  if (!acts(field)) wait(field);
  else if (field.dataset.on?.includes("on_character_entered")) {
    clearTimeout(timer);
    timer = setTimeout(() => change(field), PAUSE);
  }
}

function changed(event) {
  const field = fieldOf(event);
  if (!field || field.dataset.source || TYPED.has(field.dataset.field)) return;
  field.dataset.dirty = "yes";
  if (!acts(field)) wait(field);
  // A date half typed on the keyboard is not meant yet; one picked from the calendar is.
  else if (!PICKED.has(field.dataset.field) || Date.now() - (field.keyAt ?? 0) > PAUSE) change(field);
  else field.unsent = true;
}

function keyed(event) {
  const field = fieldOf(event);
  if (!field || !acts(field)) return;
  if (PICKED.has(field.dataset.field)) {
    field.keyAt = Date.now();
    if (event.key === "Enter" && field.unsent) sendPicked(field);
  }
  const plain = TYPED.has(field.dataset.field) && !(field.dataset.on && !field.dataset.on.includes("on_enter_pressed"));
  if (event.key === "Enter" && !event.shiftKey && plain) {
    event.preventDefault();
    change(field);
  }
}

function sendPicked(field) {
  field.unsent = false;
  change(field);
}

// Counts again what the server counted before it knew what was typed since.
function recount() {
  for (const counter of document.querySelectorAll(".counter")) count(counter.closest(".entry").querySelector("input, textarea"));
}

export function start() {
  document.addEventListener("drawn", recount);
  document.addEventListener("input", typed);
  document.addEventListener("change", changed);
  document.addEventListener("keydown", keyed);
  document.addEventListener("focusout", (event) => {
    const field = fieldOf(event);
    if (field?.unsent) sendPicked(field);
  });
  document.addEventListener("chosen", (event) => {
    const field = event.target;
    if (!acts(field)) wait(field);
    else if (!field.hasAttribute("data-many")) change(field);
    else field.unsent = true;
  });
  addEventListener("pagehide", () => waiting.size && flush());
}
