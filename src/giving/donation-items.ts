/** The attributes of the SQL type `donation_item`, in its order. */
const attributes = [
  ...[
    'ledger',
    'id',
    'collection',
    'receipt',
    'amount',
    'channel',
    'received_at',
    'held',
    'donor_kind',
    'visibility',
  ],
  ...[
    'donor_commitment',
    'reference',
    'day',
    'debit',
    'credit',
    'principal',
    'key',
    'hash',
    'salt',
    'sealed',
    'lookup',
  ],
  ...['actor', 'number', 'currency', 'variant'],
] as const

/** One accepted donation as `record_donations` takes it. */
export type DonationItem = Readonly<Record<string, string | number | boolean | undefined>>

const escaped = (text: string): string => (/[\\"]/.test(text) ? text.replace(/[\\"]/g, '\\$&') : text)

/** Within an array a field's own quotes are escaped twice; what is plain needs none, and most of it is. */
function field(value: string | number | boolean | undefined): string {
  if (value === undefined) return ''
  const text = String(value)
  return /^[\w.:/+=-]+$/.test(text) ? text : escaped(`"${escaped(text)}"`)
}

/** The literal of a `donation_item[]`: the database reads it several times faster than the same rows as JSON. */
export const itemsLiteral = (items: readonly DonationItem[]): string =>
  `{${items.map((item) => `"(${attributes.map((name) => field(item[name])).join(',')})"`).join(',')}}`
