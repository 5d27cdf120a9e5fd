// Files in forms: taken to the workspace as soon as they are chosen, so that neither news nor a reload loses them.

import { act } from "./api.js";
import { complainOf, refresh } from "./live.js";

const choosers = () => document.querySelectorAll("input[data-upload]");
const held = (chooser) => JSON.parse(chooser.dataset.upload);
let sending = Promise.resolve();

// Returns when everything that was chosen is there, or was refused.
export const ready = () => sending;

function kindOf(name) {
  return name.includes(".") ? `.${name.split(".").pop().toLowerCase()}` : "";
}

function wrong(chooser, files) {
  const accepted = chooser.accept.split(",").filter(Boolean);
  const strange = files.find((file) => accepted.length && !accepted.includes(kindOf(file.name)));
  if (strange) return `“${strange.name}” is not a file of the kind asked for here. Choose ${accepted.join(" or ")}.`;
  const large = files.find((file) => file.size > Number(chooser.dataset.largest));
  if (large) return `“${large.name}” is larger than ${Number(chooser.dataset.largest) / 1_000_000} MB. Choose a smaller file.`;
  const most = Number(chooser.dataset.most);
  if (most > 1 && held(chooser).length + files.length > most) return `This takes ${most} files at most. Remove one, or choose fewer.`;
  return "";
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result.slice(reader.result.indexOf(",") + 1)));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}

// A chooser that the app took away, or whose form is closing, keeps nothing any more.
async function keep(chooser, files) {
  const dialog = chooser.closest("dialog");
  if (!chooser.isConnected || dialog.dataset.sent) return;
  await act("edit", { view: dialog.dataset.view, values: { [chooser.dataset.block]: files } }, { keepalive: false });
  await refresh("modal");
}

async function take(chooser, files) {
  let words = wrong(chooser, files);
  for (const file of words ? [] : files) {
    const before = chooser.multiple ? held(chooser).map(({ id }) => ({ id })) : [];
    try {
      await keep(chooser, [...before, { name: file.name, base64: await base64(file) }]);
    } catch {
      words = `“${file.name}” could not be read. Choose it again.`; // moved or changed since it was chosen
    }
  }
  complainOf(chooser.dataset.block, words);
  await refresh("modal");
}

function then(chooser, work) {
  chooser.setAttribute("aria-busy", "true");
  sending = sending.then(work).finally(() => {
    chooser.removeAttribute("aria-busy");
    show();
  });
}

function remove(control) {
  const chooser = control.closest(".chooser").querySelector("[data-upload]");
  const left = held(chooser).filter(({ id }) => id !== control.dataset.unchoose).map(({ id }) => ({ id }));
  then(chooser, () => keep(chooser, left));
  chooser.focus();
}

// The browser forgets what was chosen with the page; the form does not, and the chooser says what the form holds.
function show() {
  for (const chooser of choosers()) {
    const names = held(chooser).map(({ name }) => name);
    if (chooser.getAttribute("aria-busy") || names.join("/") === [...chooser.files].map(({ name }) => name).join("/")) continue;
    const list = new DataTransfer();
    for (const name of names) list.items.add(new File([], name));
    chooser.files = list.files;
  }
}

export function start() {
  document.addEventListener("drawn", (event) => event.detail.part === "modal" && show());
  document.addEventListener("change", (event) => {
    const chooser = event.target;
    if (!chooser.matches("input[data-upload]")) return;
    const files = [...chooser.files];
    if (files.length) then(chooser, () => take(chooser, files));
    else show();
  });
  document.addEventListener("click", (event) => {
    const control = event.target.closest?.("[data-unchoose]");
    if (control) remove(control);
  });
  show();
}
