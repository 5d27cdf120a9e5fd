// Where something stands that a person uses: in a message, in a form, or on a Home tab.

export function where(control) {
  const surface = control.closest("[data-surface]");
  if (!surface) return {};
  const { surface: kind, view, message, channel } = surface.dataset;
  return kind === "message" ? { message, channel } : { view };
}

export function inForm(control) {
  return Boolean(control.closest("[data-surface=view]"));
}
