const domains = 'kz|қаз|com|org|net|ru|рф|me|info|app|site|online|shop|top|xyz|link|ly|cc|io'
const addresses = new RegExp(
  `(?:https?:\\/\\/|\\bwww\\.|(?<![@\\p{L}\\p{N}.-])(?:[\\p{L}\\p{N}-]+\\.)+(?:${domains})(?![\\p{L}\\p{N}-]))\\S*`,
  'giu',
)

/** The addresses of web pages in a text, also without `https://`; an address of e-mail is none. */
export const linksIn = (text: string): string[] => text.match(addresses) ?? []

export const withoutLinks = (text: string): string => text.replace(addresses, ' ')

/** True for an address of the pages where this service itself shows a drive or an organization; `host` is what the asker calls us. */
export function isOwnLink(link: string, host: string): boolean {
  const [asked, own] = [parsed(link), parsed(`http://${host}`)]
  if (asked === undefined || own === undefined) return false
  return asked.host === own.host && /^\/(collections|organizations)\/[^/]+$/.test(asked.pathname)
}

function parsed(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined
}
