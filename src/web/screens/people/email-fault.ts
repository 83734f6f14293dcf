export function emailFault(email: string): string | undefined {
  const text = email.trim()
  if (text === '') return 'Enter their e-mail address.'
  return /^[\x21-\x7e]+@[\x21-\x7e]+\.[\x21-\x7e]+$/.test(text)
    ? undefined
    : 'An e-mail address looks like ana@example.com.'
}
