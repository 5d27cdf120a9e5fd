// Buttons, menus and small things in messages, forms and Homes.

import { act, busy } from "./api.js";
import { ask } from "./ask.js";
import { flush, use } from "./drafts.js";
import { refresh } from "./live.js";
import { tell } from "./notices.js";
import { opener } from "./popovers.js";
import { where } from "./surfaces.js";

async function press(control) {
  if (control.dataset.confirm && !(await ask(JSON.parse(control.dataset.confirm)))) return;
  // A menu's item is gone when the menu closes: its opener shows that something is under way.
  const shown = control.closest(".menu") ? opener(control.closest(".menu")) : control;
  await busy(shown, async () => {
    await flush();
    await use(control, control.dataset.value ?? null);
    await refresh("messages", "side", "modal", "home");
  });
}

async function shortcut(control) {
  const shown = opener(control.closest(".menu"));
  await busy(shown, async () => {
    await act("shortcut", { name: control.dataset.shortcut, ...where(control) });
    await refresh("modal", "messages", "side");
  });
}

async function copy(control) {
  const link = new URL(control.dataset.copy, location.origin).href;
  try {
    await navigator.clipboard.writeText(link);
    tell("The link was copied.");
  } catch {
    tell(`This browser does not let the page copy. The link is ${link}`, { stay: true });
  }
}

async function join(control) {
  await busy(control, () => act("join", { channel: control.dataset.join }));
  await refresh("composer", "header", "messages", "rail");
  document.getElementById("text")?.focus();
}

function load(control) {
  const picture = document.createElement("img");
  picture.className = control.closest(".picture").className.replace("picture picture", "picture").replace("thumbnail picture", "thumbnail");
  picture.alt = control.dataset.alt;
  picture.referrerPolicy = "no-referrer";
  picture.src = control.dataset.load;
  picture.addEventListener("error", () => tell("That picture could not be loaded. Check its address.", { trouble: true }));
  control.closest(".picture").replaceWith(picture);
}

const KINDS = [
  ["[data-press]", press],
  ["[data-shortcut]", shortcut],
  ["[data-copy]", copy],
  ["[data-join]", join],
  ["[data-load]", load],
];

export function start() {
  document.addEventListener("click", (event) => {
    for (const [selector, work] of KINDS) {
      const control = event.target.closest?.(selector);
      if (control && control.getAttribute("aria-disabled") !== "true") {
        work(control);
        return;
      }
    }
  });
}
