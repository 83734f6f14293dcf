export const raciMeanings = {
  R: 'Does it',
  A: 'Answers for it',
  C: 'Is asked before',
  I: 'Is told after',
} as const

type Letter = keyof typeof raciMeanings

function isLetter(letter: string): letter is Letter {
  return Object.hasOwn(raciMeanings, letter)
}

export function raciLetters(letters: string): Letter[] {
  return [...letters].filter(isLetter)
}

/** `AR` as `Answers for it, does it`. */
export function raciWords(letters: string): string {
  const words = raciLetters(letters).map((letter) => raciMeanings[letter])
  return words.map((word, index) => (index === 0 ? word : word.toLowerCase())).join(', ')
}
