// Being someone else: one click, or a few letters and Enter.

import { Active } from "./popovers.js";
import { say } from "./notices.js";

function parts() {
  const input = document.getElementById("you-filter");
  return { input, active: new Active(input, document.getElementById("you-options")) };
}

function filter() {
  const { input, active } = parts();
  const wanted = input.value.trim().toLowerCase();
  for (const option of active.list.children) option.hidden = !option.dataset.label.toLowerCase().includes(wanted);
  active.set(active.options[0]);
  say(active.options.length ? `${active.options.length} people` : "Nobody of that name");
}

export function start() {
  document.addEventListener("input", (event) => event.target.id === "you-filter" && filter());
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "you-filter") return;
    const { active } = parts();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      active.move(event.key);
    } else if (event.key === "Enter" && active.current) {
      event.preventDefault();
      location.assign(active.current.dataset.href);
    }
  });
  document.addEventListener("click", (event) => {
    const option = event.target.closest?.("#you-options [role=option]");
    if (option) location.assign(option.dataset.href);
  });
}
