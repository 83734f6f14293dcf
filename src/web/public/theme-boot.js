// Runs before the first paint, so that a theme chosen by hand never flashes. A file of its own, not inline,
// so that the page needs no exception in its content security policy.
try {
  var theme = localStorage.getItem('throughline.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch (_) {
  // storage is switched off: the system's theme applies
}
