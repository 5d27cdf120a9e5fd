// Who looks, and at what: told by the server in the attributes of the page's body.

export const seat = document.body.dataset;

export function query(more = {}) {
  const facts = { workspace: seat.workspace, at: seat.at, as: seat.person, thread: seat.thread, show: seat.pane };
  const asked = new URLSearchParams(location.search).get("all");
  return new URLSearchParams(Object.entries({ ...facts, all: asked, ...more }).filter(([, value]) => value));
}

export function address(at, person = seat.person, more = {}) {
  return `/w/${seat.workspace}/${at}?${new URLSearchParams({ as: person, ...more })}`;
}

// What this tab keeps: half-typed text and the like. A browser that keeps nothing loses only comfort.
export const kept = {
  get(key) {
    try { return sessionStorage.getItem(`practice:${key}`) ?? ""; } catch { return ""; }
  },
  set(key, value) {
    try {
      if (value) sessionStorage.setItem(`practice:${key}`, value);
      else sessionStorage.removeItem(`practice:${key}`);
    } catch { /* nothing is kept */ }
  },
};

// What this browser keeps from visit to visit.
export const remembered = {
  get(key) {
    try { return localStorage.getItem(`practice-${key}`) ?? ""; } catch { return ""; }
  },
  set(key, value) {
    try { localStorage.setItem(`practice-${key}`, value); } catch { /* nothing is kept */ }
  },
};
