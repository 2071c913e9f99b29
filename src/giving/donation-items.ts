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
    'answer',
    'salt',
    'sealed',
  ],
  ...['lookup', 'actor', 'subject', 'leaf_head', 'leaf_tail'],
] as const

/** One accepted donation as `record_donations` takes it. */
export type DonationItem = Readonly<Record<string, string | number | boolean | undefined>>

const escaped = (text: string): string => (/[\\"]/.test(text) ? text.replace(/[\\"]/g, '\\$&') : text)

function compositeLiteral(item: DonationItem): string {
  const fields = attributes.map((name) =>
    item[name] === undefined ? '' : `"${escaped(String(item[name]))}"`,
  )
  return `(${fields.join(',')})`
}

/** The literal of a `donation_item[]`: the database reads it several times faster than the same rows as JSON. */
export const itemsLiteral = (items: readonly DonationItem[]): string =>
  `{${items.map((item) => `"${escaped(compositeLiteral(item))}"`).join(',')}}`
