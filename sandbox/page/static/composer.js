// Writing: Enter sends, Shift and Enter starts a new line. What was not sent stays.

import { act, busy } from "./api.js";
import * as completion from "./completion.js";
import { refresh } from "./live.js";
import { tell } from "./notices.js";
import { kept, seat } from "./seat.js";

const COMMAND = /^\/\w/;

const entryOf = (form) => form.querySelector("textarea");
const draftOf = (form) => `draft:${seat.person}:${seat.at}:${form.dataset.thread ?? ""}`;
const LAST = `last:${seat.person}`;

async function send(form) {
  const entry = entryOf(form);
  const text = entry.value;
  if (!text.trim()) return;
  if (form.dataset.thread && COMMAND.test(text)) {
    tell("Slash commands do not work in threads. Write it in the channel.", { trouble: true });
    return;
  }
  entry.value = "";
  kept.set(draftOf(form), "");
  const answer = await busy(form.querySelector("[type=submit]"), () => post(form, text));
  if (!answer && !entry.value) {
    entry.value = text;
    kept.set(draftOf(form), text);
  }
  kept.set(LAST, text);
  bottom = true;
  await refresh("messages", "side", "modal");
}

let bottom = false;
export const wantsBottom = () => {
  const wanted = bottom;
  bottom = false;
  return wanted;
};

function post(form, text) {
  const facts = { channel: seat.channel, text };
  if (COMMAND.test(text)) return act("command", { ...facts, text: text.trim() });
  return act("say", { ...facts, thread_ts: form.dataset.thread });
}

function keydown(event) {
  const form = event.target.closest?.("form[data-composer]");
  if (!form || event.isComposing || completion.key(event)) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    completion.close();
    if (form.querySelector("[type=submit]").getAttribute("aria-busy") !== "true") send(form);
  } else if (event.key === "ArrowUp" && !event.target.value && !form.dataset.thread) {
    const last = kept.get(LAST);
    if (!last) return;
    event.preventDefault();
    event.target.value = last;
    event.target.setSelectionRange(last.length, last.length);
  }
}

function restore() {
  for (const form of document.querySelectorAll("form[data-composer]")) {
    const entry = entryOf(form);
    if (!entry.value) entry.value = kept.get(draftOf(form));
  }
}

export function start() {
  completion.start();
  restore();
  document.addEventListener("keydown", keydown);
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-composer]");
    if (!form) return;
    kept.set(draftOf(form), event.target.value);
    completion.offer(event.target);
  });
  document.addEventListener("focusout", (event) => event.target.closest?.("form[data-composer]") && completion.close());
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-composer]")) return;
    event.preventDefault();
    send(event.target);
    entryOf(event.target).focus();
  });
}
