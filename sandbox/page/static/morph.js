// Changes what is on the page into what it should be, touching as little as possible: focus, scroll, open menus and
// half-typed text stay as they are. Elements with an id are matched by it; a field that somebody changed keeps its value.

const STATE = new Set(["open", "hidden", "aria-busy", "aria-disabled", "aria-expanded", "data-dirty", "data-tried", "data-folded"]);

export function morph(from, to) {
  if (from.nodeType !== to.nodeType || from.nodeName !== to.nodeName || otherField(from, to)) {
    from.replaceWith(to);
    return;
  }
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.data !== to.data) from.data = to.data;
    return;
  }
  if (from.dataset.print && from.dataset.print === to.dataset.print) return;
  const dirty = Boolean(from.closest("[data-dirty]"));
  attributes(from, to, dirty);
  if (dirty && from.matches(".chips, [role=listbox]")) return;
  if (from.matches("[data-source]") && !dirty && from.dataset.selected === to.dataset.selected && from.contains(document.activeElement)) return;
  children(from, to);
  if (!dirty) values(from, to);
}

function otherField(from, to) {
  return from.dataset?.field !== to.dataset?.field || from.dataset?.action !== to.dataset?.action;
}

function attributes(from, to, dirty) {
  const keeps = (name) => STATE.has(name) || (dirty && ["value", "data-selected", "checked"].includes(name));
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !keeps(name)) from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (!keeps(name) && from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
}

function values(from, to) {
  if (from instanceof HTMLInputElement) {
    if (from.type === "checkbox" || from.type === "radio") from.checked = to.hasAttribute("checked");
    else if (from.type === "file") return; // its room shows what the form holds
    else if (from.id !== "you-filter" && from.value !== to.value) from.value = to.value;
  } else if (from instanceof HTMLTextAreaElement && from.dataset.field && from.value !== to.value) {
    from.value = to.value;
  }
}

function children(from, to) {
  const keyed = new Map();
  for (const child of from.children) if (child.id) keyed.set(child.id, child);
  const wanted = new Set([...to.children].map((child) => child.id).filter(Boolean));
  let at = from.firstChild;
  for (const next of [...to.childNodes]) {
    let match = next.id ? keyed.get(next.id) : null;
    while (match && at && at !== match && !(at.id && wanted.has(at.id))) at = drop(at);
    if (!match && at && !at.id && !next.id && at.nodeName === next.nodeName) match = at;
    if (!match) {
      from.insertBefore(next, at);
      continue;
    }
    if (match === at) at = at.nextSibling;
    else from.insertBefore(match, at);
    morph(match, next);
  }
  while (at) at = drop(at);
}

function drop(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}
