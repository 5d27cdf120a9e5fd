// Asks before something is done, when the app wants that.

export function ask(question) {
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.className = "ask";
    dialog.setAttribute("role", "alertdialog");
    dialog.setAttribute("aria-labelledby", "ask-title");
    dialog.setAttribute("aria-describedby", "ask-body");
    const title = document.createElement("h2");
    title.id = "ask-title";
    title.textContent = question.title;
    const body = document.createElement("div");
    body.id = "ask-body";
    body.className = "blocks";
    body.innerHTML = question.body; // made and escaped by the server
    const footer = document.createElement("footer");
    const no = button(question.no, "button");
    const yes = button(question.yes, question.danger ? "button danger filled" : "button primary");
    footer.append(no, yes);
    dialog.append(title, body, footer);
    let agreed = false;
    no.addEventListener("click", () => dialog.close());
    yes.addEventListener("click", () => {
      agreed = true;
      dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(agreed);
    });
    document.body.append(dialog);
    dialog.showModal();
    no.focus();
  });
}

function button(label, kind) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = kind;
  made.textContent = label;
  return made;
}
