import { type Day, earlierOf, laterOf } from '../../kernel/days.js'
import { binOrIinOf } from '../reading/values.js'
import { wrongFile } from '../reading/wrong-file.js'
import type { DeclaredStatement, ReadLine } from '../statement.js'
import {
  type Label,
  type Labels,
  labelledAccount,
  labelledAmount,
  labelledCurrency,
  labelledPeriod,
  labelledText,
} from './labels.js'
import type { Sums } from './lines.js'
import type { TableMapping } from './mapping.js'
import { tableReasons } from './reasons.js'

/** What the lines of a table say together. */
export interface Span {
  readonly from: Day
  readonly to: Day
  readonly hasReversals: boolean
}

export const spanWith = (span: Span | undefined, { bookedOn, isReversal }: ReadLine): Span => ({
  from: earlierOf(span?.from ?? bookedOn, bookedOn),
  to: laterOf(span?.to ?? bookedOn, bookedOn),
  hasReversals: isReversal || span?.hasReversals === true,
})

/** What a table says of itself, beside its lines. Throws `WrongFile` where something is not said. */
export function declared(
  mapping: TableMapping,
  labels: Labels,
  { span, sums, lastLine }: { span: Span | undefined; sums: Sums | undefined; lastLine: number },
): DeclaredStatement {
  const said = (label: Label) => labels.require(label, lastLine)
  const balance = (label: 'opening' | 'closing'): bigint => {
    const place = mapping[label]
    return 'value' in place ? BigInt(place.value) : labelledAmount(said(label), mapping)
  }
  const { account, currency, file, period } = mapping
  const { from, to } = period === undefined ? { ...span } : labelledPeriod(said('period'), mapping)
  if (from === undefined || to === undefined) throw wrongFile(lastLine, tableReasons.noLines)
  // What takes back an earlier line is counted on its own side here, and less on the other by a bank.
  const stated = span?.hasReversals ? undefined : sums
  return {
    format: file.format,
    encoding: file.format === 'csv' ? file.encoding : null,
    account: 'value' in account ? account.value : labelledAccount(said('account')),
    holder: {
      name: labelledText(labels.get('holderName')),
      binOrIin: binOrIinOf(labelledText(labels.get('holderBinOrIin')) ?? undefined),
    },
    currency: 'value' in currency ? currency.value : labelledCurrency(said('currency')),
    from,
    to,
    openingTiyn: balance('opening'),
    closingTiyn: balance('closing'),
    creditsTiyn: stated?.creditsTiyn ?? null,
    debitsTiyn: stated?.debitsTiyn ?? null,
    line: labels.get('closing')?.line ?? lastLine,
  }
}
