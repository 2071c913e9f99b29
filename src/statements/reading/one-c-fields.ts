export interface Field {
  /** As the file writes it. */
  readonly name: string
  readonly value: string
  readonly line: number
}

/** The fields of a section by their keys. */
export type Fields = Map<string, Field>

const mostRemembered = 1_000
const keys = new Map<string, string>()

/** `ПлательщикБИН_ИИН` and `ПЛАТЕЛЬЩИКБИНИИН` are one field. */
export function keyOf(name: string): string {
  const known = keys.get(name)
  if (known !== undefined) return known
  const key = name.replace(/[_\s]/g, '').toLowerCase()
  if (keys.size < mostRemembered) keys.set(name, key)
  return key
}

/** The names under which banks write a field, the usual one first. */
export const names = (...written: readonly string[]): readonly string[] => written.map(keyOf)

/** The first of the named fields that says something. */
export function find(fields: Fields, wanted: readonly string[]): Field | undefined {
  for (const name of wanted) {
    const field = fields.get(name)
    if (field !== undefined && field.value !== '') return field
  }
  return undefined
}
