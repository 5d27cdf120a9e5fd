// Short words to the person: what went wrong and the next step, or what just happened.

const STAY = 12_000;

export function tell(words, { trouble = false, stay = false } = {}) {
  const place = document.querySelector("dialog[open]:last-of-type .notices") ?? document.getElementById("notices");
  const told = document.createElement("div");
  told.className = trouble ? "told trouble" : "told";
  told.setAttribute("role", trouble ? "alert" : "status");
  const text = document.createElement("div");
  text.textContent = words;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button quiet";
  close.textContent = "Dismiss";
  close.addEventListener("click", () => told.remove());
  told.append(text, close);
  while (place.children.length > 2) place.firstElementChild.remove();
  place.append(told);
  if (!trouble && !stay) setTimeout(() => told.remove(), STAY);
  return told;
}

// For those who listen: new messages, and what a list offers.
export function say(words) {
  document.getElementById("spoken").textContent = words;
}
