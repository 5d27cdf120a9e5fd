// The workspace's clock: told in the zone of the person one is, and moved forward.

import { act, busy } from "./api.js";
import { refresh } from "./live.js";
import { tell } from "./notices.js";

const part = () => document.getElementById("part-clock");
const MOVES = { "1h": { by: "1h" }, "1d": { by: "1d" }, next: { to_next: true } };

function words(moment) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: part().dataset.zone, weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit", hour12: true }).formatToParts(moment);
  const { weekday, day, month, hour, minute, dayPeriod } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${weekday} ${day} ${month}, ${Number(hour) || 12}:${minute} ${dayPeriod.toUpperCase()}`;
}

async function move(control) {
  const from = Number(part().dataset.epoch);
  const posted = Number(part().dataset.posted);
  const answer = await busy(control, () => act("clock", MOVES[control.dataset.clock]));
  if (!answer) return;
  await refresh("clock", "messages", "side", "home", "rail", "waiting", "people");
  const now = Date.parse(answer.now) / 1000;
  if (control.dataset.clock === "next" && now - from < 1) {
    tell("Nothing is scheduled, so the clock stays where it is.");
    return;
  }
  const came = Number(part().dataset.posted) - posted;
  const happened = came ? `${came} new ${came === 1 ? "message" : "messages"} came.` : "No new messages came.";
  const next = answer.next_due ? ` Next scheduled: ${words(Date.parse(answer.next_due))}.` : "";
  tell(`It is now ${words(now * 1000)}. ${happened}${next}`);
}

// A running clock goes on between two tellings of the server.
let told = performance.now();
function tick() {
  const { running, epoch } = part().dataset;
  if (running !== "true") return;
  document.getElementById("clock-time").textContent = words(Number(epoch) * 1000 + performance.now() - told);
}

export function start() {
  document.addEventListener("click", (event) => {
    const control = event.target.closest?.("[data-clock]");
    if (control) move(control);
  });
  document.addEventListener("drawn", (event) => {
    if (event.detail.part !== "clock") return;
    told = performance.now();
    tick();
  });
  setInterval(tick, 5_000);
}
