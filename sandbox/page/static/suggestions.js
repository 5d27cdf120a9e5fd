// Things to try: each one click away. It becomes the right person in the right place and does it.

import { act, busy } from "./api.js";
import { address, remembered } from "./seat.js";

const part = () => document.getElementById("part-suggestions");

// They stand open at first, fold to a line once one was tried, and can be put away altogether.
function dress() {
  const state = remembered.get("suggestions");
  const empty = part().dataset.empty === "yes";
  part().hidden = state === "hidden" || empty;
  document.getElementById("bring-back").hidden = state !== "hidden" || empty;
  if (empty) return;
  const folded = state === "folded";
  part().toggleAttribute("data-folded", folded);
  document.getElementById("fold").textContent = folded ? "Show" : "Fold";
  document.getElementById("fold").setAttribute("aria-expanded", String(!folded));
  const tried = tries();
  const cards = [...part().querySelectorAll("[data-try]")];
  for (const card of cards) card.toggleAttribute("data-tried", tried.has(card.querySelector("strong").textContent));
  const count = cards.filter((card) => card.hasAttribute("data-tried")).length;
  document.getElementById("tried").textContent = count ? `${count} tried` : "";
}

function put(state) {
  remembered.set("suggestions", state);
  dress();
}

function tries() {
  try { return new Set(JSON.parse(sessionStorage.getItem("practice:tried") ?? "[]")); } catch { return new Set(); }
}

function note(card) {
  const tried = tries().add(card.querySelector("strong").textContent);
  try { sessionStorage.setItem("practice:tried", JSON.stringify([...tried])); } catch { /* nothing is kept */ }
}

// Some things come at their hour: the clock goes there first, and never back.
async function reach(until) {
  const { epoch } = document.getElementById("part-clock").dataset;
  return !until || Date.parse(until) / 1000 <= Number(epoch) || (await act("clock", { to: until }));
}

async function attempt(card) {
  const { person, at, command, until } = card.dataset;
  const done = await busy(card, async () => (await reach(until)) && (!command || (await act("command", { channel: at, text: command }, { person }))));
  if (!done) return;
  note(card);
  remembered.set("suggestions", "folded");
  location.assign(address(at, person));
}

export function start() {
  dress();
  document.addEventListener("drawn", (event) => event.detail.part === "suggestions" && dress());
  document.addEventListener("click", (event) => {
    const card = event.target.closest?.("[data-try]");
    if (card) attempt(card);
    else if (event.target.id === "fold") put(part().hasAttribute("data-folded") ? "open" : "folded");
    else if (event.target.id === "dismiss") {
      put("hidden");
      document.getElementById("bring-back").focus();
    } else if (event.target.id === "bring-back") {
      put("open");
      part().querySelector("[data-try]").focus();
    }
  });
}
