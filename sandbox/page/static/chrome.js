// Around the messages: theme, the drawer on narrow screens, scrolling, and telling an app that its tab was opened.

import { act } from "./api.js";
import { wantsBottom } from "./composer.js";
import { refresh } from "./live.js";
import { say } from "./notices.js";
import { remembered, seat } from "./seat.js";

const THEMES = ["automatic", "light", "dark"];
const NEAR = 60;
const heard = new Set();
const low = new Map();

function theme(next) {
  document.getElementById("theme").textContent = `Theme: ${next}`;
  if (next === "automatic") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
}

function nextTheme() {
  const now = document.documentElement.dataset.theme ?? "automatic";
  const next = THEMES[(THEMES.indexOf(now) + 1) % THEMES.length];
  remembered.set("theme", next);
  theme(next);
}

function drawer(open) {
  const rail = document.getElementById("rail");
  const opener = document.getElementById("open-rail");
  const was = rail.classList.contains("open");
  rail.classList.toggle("open", open);
  document.getElementById("scrim").hidden = !open;
  opener.setAttribute("aria-expanded", String(open));
  if (open) rail.querySelector("a, button")?.focus();
  else if (was) opener.focus();
}

const scrollers = () => document.querySelectorAll('[data-scroll="bottom"]');

function toBottom(box) {
  box.scrollTop = box.scrollHeight;
}

function remember() {
  for (const box of scrollers()) low.set(box.id, box.scrollHeight - box.scrollTop - box.clientHeight < NEAR);
}

// New messages: kept in sight for who looks at the end, told to who listens.
function settle() {
  const mine = wantsBottom();
  for (const box of scrollers()) if (mine || low.get(box.id) !== false) toBottom(box);
  const fresh = [...document.querySelectorAll("#part-messages .message, #thread-lines .message")].filter((message) => !heard.has(message.id));
  for (const message of fresh) heard.add(message.id);
  const last = fresh.at(-1);
  if (last && last.dataset.person !== seat.person) say(`${last.getAttribute("aria-label")}: ${last.querySelector(".blocks").innerText.slice(0, 200)}`);
}

async function openTab() {
  if (!seat.app || seat.tab === "about") return;
  await act("open_home", { app: seat.app, tab: seat.tab });
  await refresh("home", "messages");
}

export function start() {
  theme(remembered.get("theme") || "automatic");
  for (const message of document.querySelectorAll(".message")) heard.add(message.id);
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: "center" });
  else scrollers().forEach(toBottom);
  document.addEventListener("before-drawn", (event) => ["messages", "side"].includes(event.detail.part) && remember());
  document.addEventListener("drawn", (event) => ["messages", "side"].includes(event.detail.part) && settle());
  document.addEventListener("click", (event) => {
    if (event.target.id === "theme") nextTheme();
    else if (event.target.id === "open-rail") drawer(!document.getElementById("rail").classList.contains("open"));
    else if (event.target.id === "scrim") drawer(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.getElementById("rail").classList.contains("open")) drawer(false);
  });
  openTab();
}
