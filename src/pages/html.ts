/** A piece of a page that is safe to stand in a page. */
export interface Html {
  readonly html: string
}

/** What may stand in a template: texts are escaped, pieces are not, lists are joined, what is absent leaves nothing. */
export type Content = Html | string | number | false | null | undefined | readonly Content[]

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '')

function write(content: Content): string {
  if (content === null || content === undefined || content === false) return ''
  if (typeof content === 'string' || typeof content === 'number') return escaped(String(content))
  return 'html' in content ? content.html : content.map(write).join('')
}

/** Writes a page: whatever is put in is escaped, unless it was written by this tag itself. Attributes stand in quotes. */
export const html = (parts: TemplateStringsArray, ...contents: readonly Content[]): Html => ({
  html: parts.reduce((page, part, i) => page + write(contents[i - 1]) + part),
})
