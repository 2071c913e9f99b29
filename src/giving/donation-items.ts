/** One accepted donation as `record_donations` takes it (the SQL type `donation_item`). */
export interface DonationItem {
  readonly ledger: string
  readonly id: string
  readonly collection: string
  readonly receipt: string
  readonly amount: bigint
  readonly channel: string
  readonly receivedAt: Date
  readonly held: boolean
  readonly donorKind: string
  readonly visibility: string
  readonly donorCommitment?: string
  readonly reference?: string
  readonly day: string
  /** The numbers of its accounts. */
  readonly debit?: number
  readonly credit?: number
  readonly principal: string
  readonly key: string
  readonly hash: string
  readonly salt?: string
  readonly sealed?: string
  readonly lookup?: string
  readonly actor: string
  readonly number: string
  readonly currency: string
  readonly variant: string
}

const escaped = (text: string): string => text.replace(/[\\"]/g, '\\$&')

/** A word of somebody else: within an array the quotes of a field are escaped twice. Most words hold nothing to escape. */
function word(text: string | undefined): string {
  if (text === undefined) return ''
  return /[\\"]/.test(text) ? escaped(`"${escaped(text)}"`) : `\\"${text}\\"`
}

/** The attributes in the order of the type. What is ours holds nothing that must be escaped. */
const literal = (item: DonationItem): string =>
  `"(${item.ledger},${item.id},${item.collection},${item.receipt},${item.amount},${item.channel},${item.receivedAt.toISOString()},` +
  `${item.held},${item.donorKind},${item.visibility},${item.donorCommitment ?? ''},${word(item.reference)},${item.day},` +
  `${item.debit ?? ''},${item.credit ?? ''},${word(item.principal)},${word(item.key)},${item.hash},${item.salt ?? ''},` +
  `${item.sealed ?? ''},${item.lookup ?? ''},${word(item.actor)},${item.number},${item.currency},${word(item.variant)})"`

/** The literal of a `donation_item[]`: the database reads it several times faster than the same rows as JSON. */
export const itemsLiteral = (items: readonly DonationItem[]): string => `{${items.map(literal).join(',')}}`
