// Sets the colour scheme before the first paint, so that a dark console never flashes white.
;(() => {
  let stored
  try {
    stored = localStorage.getItem('mantine-color-scheme-value')
  } catch {
    // No storage: follow the system.
  }
  const dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light'
})()
