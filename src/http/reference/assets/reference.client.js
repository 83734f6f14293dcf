// The theme chosen in the app applies here too, before the first paint.
try {
  const theme = localStorage.getItem('throughline.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // storage is switched off: the system's theme applies
}

addEventListener('DOMContentLoaded', () => {
  const find = document.getElementById('find')
  const none = document.getElementById('none')
  const all = [...document.querySelectorAll('[data-find]')]
  const groups = [...document.querySelectorAll('nav section')]
  const headings = [...document.querySelectorAll('#operations > h2')]

  function filter() {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean)
    let shown = 0
    for (const item of all) {
      item.hidden = !words.every((word) => item.dataset.find.includes(word))
      if (!item.hidden) shown++
    }
    for (const group of groups) group.hidden = group.querySelector('li:not([hidden])') === null
    for (const heading of headings)
      heading.hidden = document.querySelector(`article[id^="${heading.id}."]:not([hidden])`) === null
    none.hidden = shown > 0
  }

  find.addEventListener('input', filter)
  find.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      find.value = ''
      filter()
    }
    if (event.key === 'Enter') document.querySelector('nav li:not([hidden]) a')?.click()
  })
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.target instanceof HTMLInputElement) return
    event.preventDefault()
    find.focus()
    find.select()
  })
})
