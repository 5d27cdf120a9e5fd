// The form in front of a person: opened and closed as the workspace says, its errors where they belong.

import { act, busy } from "./api.js";
import { flush, values } from "./drafts.js";
import { complain, refresh } from "./live.js";
import { ready } from "./uploads.js";

let before = null; // where the focus was when the first form came

const shown = () => document.querySelector("#part-modal > dialog");

function sync() {
  const dialog = shown();
  if (!dialog) {
    complain({});
    (document.getElementById(before) ?? document.getElementById("text"))?.focus({ preventScroll: true });
    before = null;
    return;
  }
  if (dialog.open) return;
  before ??= document.activeElement?.id || "text";
  dialog.showModal();
  const first = dialog.querySelector("[autofocus]") ?? dialog.querySelector(".form :is(input, textarea, button):not([disabled])") ?? dialog.querySelector("[type=submit]");
  (first ?? dialog).focus();
}

async function send(dialog) {
  await busy(dialog.querySelector("[type=submit]"), async () => {
    await Promise.all([flush(), ready()]);
    const fields = [...dialog.querySelectorAll(".block [data-field]:not([data-acts])")];
    dialog.dataset.sent = "yes";
    const answer = await act("submit", { view: dialog.dataset.view, values: values(fields) });
    delete dialog.dataset.sent;
    if (!answer) return;
    complain(answer.errors ?? {});
    await refresh("modal", "messages", "side", "home");
    if (answer.errors) shown()?.querySelector('[aria-invalid="true"]')?.focus();
  });
}

async function close(dialog, all) {
  dialog.dataset.sent = "yes"; // what is half typed goes with the form
  complain({});
  await act("close", { view: dialog.dataset.view, all });
  await refresh("modal", "messages", "home");
}

export function start() {
  document.addEventListener("drawn", (event) => event.detail.part === "modal" && sync());
  document.addEventListener("submit", (event) => {
    const dialog = event.target.closest("#part-modal > dialog");
    if (!dialog) return;
    event.preventDefault();
    if (event.target.dataset.submits) send(dialog);
  });
  document.addEventListener("click", (event) => {
    const control = event.target.closest?.("[data-close]");
    if (control) close(control.closest("dialog"), control.dataset.close === "all");
  });
  // Esc: the browser asks to close; the workspace decides, and the app is told.
  document.addEventListener("cancel", (event) => {
    if (!event.target.matches("#part-modal > dialog")) return;
    event.preventDefault();
    close(event.target, false);
  }, true);
  if (shown()) sync();
}
