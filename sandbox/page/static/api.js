// The control API: everything a person does goes through here.

import { tell } from "./notices.js";
import { seat } from "./seat.js";

const ERRORS = {
  operation_timeout: "The app did not answer within 3 seconds (operation_timeout). Nothing may have happened. Try again, or look at the app's log.",
  dispatch_failed: "The app could not be reached (dispatch_failed). Check that it is running, then try again.",
};

// Returns what the server answered, or null when it refused; the refusal has then been told to the person.
export async function act(name, facts, { person = seat.person, keepalive = name === "edit" } = {}) {
  let answer;
  try {
    const response = await fetch(`/control/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      keepalive, // what was typed last is kept even when the page is left at once
      body: JSON.stringify({ user: person, workspace: seat.workspace, ...facts }),
    });
    answer = await response.json();
    if (!response.ok) {
      tell(answer.error ?? `That did not work (${response.status}). Reload the page and try again.`, { trouble: true });
      return null;
    }
  } catch {
    tell("The practice workspace does not answer. Start it again, then repeat this: what you typed is still here.", { trouble: true });
    return null;
  }
  explain(answer);
  return answer;
}

function explain(answer) {
  if (answer.error) tell(ERRORS[answer.error] ?? `The app could not take this (${answer.error}).`, { trouble: true });
  else if (answer.problems?.length) tell(`The app's answer was refused: ${answer.problems.join(" ")}`, { trouble: true });
  else if (answer.settled === false) tell("The app is still busy after 10 seconds. What it does next shows here by itself.");
}

// Marks what was pressed as busy while the work goes on, and does not start the same work twice.
export async function busy(control, work) {
  if (control?.getAttribute("aria-busy") === "true") return null;
  control?.setAttribute("aria-busy", "true");
  control?.setAttribute("aria-disabled", "true");
  try {
    return await work();
  } finally {
    control?.removeAttribute("aria-busy");
    control?.removeAttribute("aria-disabled");
  }
}
