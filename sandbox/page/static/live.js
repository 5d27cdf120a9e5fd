// Keeps the page current: the server tells which parts changed, and only those are fetched and changed.

import { morph } from "./morph.js";
import { tell } from "./notices.js";
import { query } from "./seat.js";

const drawing = new Map(); // part -> the fetch under way
const again = new Set();
let errors = {};
let lost = null;

export const directory = { people: [], channels: [], commands: [] };

// What is wrong in the form in front, by label: shown until the form is sent again.
export function complain(found) {
  errors = found;
}

// What is wrong with one field, before anything is sent; no words: nothing any more.
export function complainOf(block, words) {
  const { [block]: _, ...others } = errors;
  complain(words ? { ...others, [block]: words } : others);
}

export async function refresh(...parts) {
  await Promise.all(parts.map((part) => (part === "directory" ? learn() : draw(part))));
}

async function draw(part) {
  if (!document.getElementById(`part-${part}`)) return;
  if (drawing.has(part)) {
    again.add(part);
    await drawing.get(part);
    return;
  }
  const work = fetchUntilCurrent(part).finally(() => drawing.delete(part));
  drawing.set(part, work);
  await work;
}

async function fetchUntilCurrent(part) {
  do {
    again.delete(part);
    const more = part === "modal" && Object.keys(errors).length ? { errors: JSON.stringify(errors) } : {};
    let response;
    try {
      response = await fetch(`/page/part/${part}?${query(more)}`);
    } catch {
      return; // the stream notices that nobody answers, and says so
    }
    if (!response.ok) return;
    change(part, await response.text());
  } while (again.has(part));
}

function change(part, html) {
  const root = document.getElementById(`part-${part}`);
  const next = new DOMParser().parseFromString(html, "text/html").getElementById(`part-${part}`);
  if (!root || !next) return;
  document.dispatchEvent(new CustomEvent("before-drawn", { detail: { part, root } }));
  const focused = document.activeElement?.id;
  morph(root, next);
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("drawn", { detail: { part } }));
}

async function learn() {
  try {
    const response = await fetch(`/page/directory?${query()}`);
    if (response.ok) Object.assign(directory, await response.json());
  } catch {
    // It is asked for again with the next change.
  }
}

export function listen() {
  learn().then(() => { document.body.dataset.ready = "yes"; });
  const source = new EventSource(`/page/stream?${query()}`);
  let before = false;
  source.addEventListener("hello", (event) => {
    lost?.remove();
    lost = null;
    // After a pause anything may have changed; and so it may between drawing the page and listening.
    if (before || event.data !== document.body.dataset.news) refresh("rail", "people", "waiting", "header", "messages", "composer", "side", "modal", "home", "clock", "suggestions", "directory");
    before = true;
    document.body.dataset.live = "yes";
  });
  source.addEventListener("change", (event) => refresh(...JSON.parse(event.data)));
  source.addEventListener("error", () => {
    delete document.body.dataset.live;
    lost ??= tell("The practice workspace does not answer. This page waits for it and goes on by itself; what you typed stays here.", { trouble: true });
  });
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}
