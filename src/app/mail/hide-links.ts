/** One-time links sign somebody in: whoever reads the outbox must not become them. */
const secretLink = /(https?:\/\/[^\s"'<>]*?\/(?:sign-in\/link|first-admin|contribute))#[^\s"'<>]+/g

/** The text of a mail as others than its reader may see it. */
export function hideLinks(text: string): string {
  return text.replaceAll(secretLink, '$1#hidden')
}
