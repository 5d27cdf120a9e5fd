// What fields hold, in the words of the control API.

export function read(field) {
  const kind = field.dataset.field;
  if (field.dataset.source) return selected(field);
  if (kind === "checkboxes") return [...field.querySelectorAll("input:checked")].map((box) => box.value);
  if (kind === "radio_buttons") return field.querySelector("input:checked")?.value ?? "";
  if (kind === "datetimepicker") return field.value ? String(epoch(field.value, field.dataset.zone)) : "";
  return field.value;
}

function selected(field) {
  // The app itself knows its external options only by what people type, so these go by their label.
  const names = chosen(field).map(({ value, label }) => (field.dataset.source === "external" ? label : value));
  return field.hasAttribute("data-many") ? names : (names[0] ?? "");
}

export function chosen(field) {
  return JSON.parse(field.dataset.selected || "[]");
}

// Seconds since 1970 when the wall clock of a zone shows this date and time.
export function epoch(wall, zone) {
  const asIfUtc = Date.parse(`${wall.slice(0, 16)}:00Z`);
  const first = asIfUtc - offset(asIfUtc, zone);
  return Math.floor((asIfUtc - offset(first, zone)) / 1000);
}

function offset(moment, zone) {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
  }).formatToParts(moment);
  const { year, month, day, hour, minute, second } = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000;
}

export function count(entry) {
  const counter = entry.closest(".entry")?.querySelector(".counter");
  if (!counter) return;
  const length = [...entry.value].length;
  counter.textContent = `${length} of ${counter.dataset.most}`;
  counter.classList.toggle("over", length > Number(counter.dataset.most));
}
