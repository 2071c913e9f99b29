import { canonicalJson } from '../kernel/canonical-json.js'
import type { Text } from '../kernel/texts.js'
import type { Legislation } from './legislation.js'
import { type ProvisionId, provisionIds } from './provision-ids.js'
import { type DatedSetting, type Variant, withoutAddress } from './variant.js'

/** A provision on which two variants differ: what each of them sets, in the order of the days. */
export interface ProvisionDifference {
  readonly provision: ProvisionId
  readonly title: Text
  /** What holds where (or as long as) nothing is set. */
  readonly absent: string
  /** The same holds on every day; only the sources that are cited differ. */
  readonly sourceOnly: boolean
  readonly a: readonly DatedSetting[]
  readonly b: readonly DatedSetting[]
}

/**
 * Where two variants differ, in the order of the provisions. What counts is what the hash counts: everything but addresses.
 */
export function differenceOf(
  a: Variant,
  b: Variant,
  { provisions: { provisions } }: Pick<Legislation, 'provisions'>,
): ProvisionDifference[] {
  return provisionIds.flatMap((provision) => {
    const [ofA, ofB] = [a.provisions[provision] ?? [], b.provisions[provision] ?? []]
    if (canonicalJson(ofA.map(withoutAddress)) === canonicalJson(ofB.map(withoutAddress))) return []
    const { title, absent } = provisions[provision]
    const sourceOnly = rulesIn(ofA, absent) === rulesIn(ofB, absent)
    return [{ provision, title, absent, sourceOnly, a: ofA, b: ofB }]
  })
}

/** What holds from when, without its sources; whoever sets what holds anyway says the same as whoever is silent. */
function rulesIn(settings: readonly DatedSetting[], absent: string): string {
  const rules = settings.map(({ from, transition, setting, parameters }) => ({
    from,
    // What has always held has nothing to pass over from.
    transition: from === null ? null : transition,
    setting,
    parameters,
  }))
  const always = { from: null, transition: null, setting: absent, parameters: {} }
  return canonicalJson(rules[0]?.from === null ? rules : [always, ...rules])
}
