// Things to try: each one click away. It becomes the right person in the right place and does it.

import { act, busy } from "./api.js";
import { address, remembered } from "./seat.js";

const part = () => document.getElementById("part-suggestions");

function dress() {
  const hidden = remembered.get("suggestions") === "hidden";
  const empty = part().dataset.empty === "yes";
  part().hidden = hidden || empty;
  document.getElementById("bring-back").hidden = !hidden || empty;
  const tried = tries();
  for (const card of part().querySelectorAll("[data-try]")) card.toggleAttribute("data-tried", tried.has(card.querySelector("strong").textContent));
}

function tries() {
  try { return new Set(JSON.parse(sessionStorage.getItem("practice:tried") ?? "[]")); } catch { return new Set(); }
}

function note(card) {
  const tried = tries().add(card.querySelector("strong").textContent);
  try { sessionStorage.setItem("practice:tried", JSON.stringify([...tried])); } catch { /* nothing is kept */ }
}

async function attempt(card) {
  const { person, at, command } = card.dataset;
  const done = await busy(card, async () => !command || (await act("command", { channel: at, text: command }, { person })));
  if (!done) return;
  note(card);
  location.assign(address(at, person));
}

export function start() {
  dress();
  document.addEventListener("drawn", (event) => event.detail.part === "suggestions" && dress());
  document.addEventListener("click", (event) => {
    const card = event.target.closest?.("[data-try]");
    if (card) attempt(card);
    else if (event.target.id === "dismiss") {
      remembered.set("suggestions", "hidden");
      dress();
      document.getElementById("bring-back").focus();
    } else if (event.target.id === "bring-back") {
      remembered.set("suggestions", "");
      dress();
      part().querySelector("[data-try]").focus();
    }
  });
}
