// Runs before the page is drawn, so that a chosen theme never flashes the other one.
try {
  const theme = localStorage.getItem("practice-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing shows the theme of the system.
}
