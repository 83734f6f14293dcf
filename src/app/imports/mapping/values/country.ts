let names: Set<string> | null = null

/** Whether the text names a country in English, German, French, Spanish, Italian, Portuguese or Dutch, or is its code. */
export function isCountry(text: string): boolean {
  names ??= countryNames()
  return names.has(text.trim().toLowerCase())
}

function countryNames(): Set<string> {
  const found = new Set([
    'usa',
    'uk',
    'england',
    'scotland',
    'wales',
    'united states of america',
    'korea',
    'holland',
  ])
  const displays = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'].map(
    (language) => new Intl.DisplayNames([language], { type: 'region', fallback: 'none' }),
  )
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  for (const code of letters.flatMap((a) => letters.map((b) => a + b))) {
    const spelt = displays.map((display) => display.of(code)).filter((name) => name !== undefined)
    if (spelt.length > 0) found.add(code.toLowerCase())
    for (const name of spelt) found.add(name.toLowerCase())
  }
  return found
}
