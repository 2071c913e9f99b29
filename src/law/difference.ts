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

/** The provisions on which two variants differ, in order. What counts is what the hash counts: everything but addresses. */
export function differingProvisions(a: Variant, b: Variant): ProvisionId[] {
  const said = (dated: readonly DatedSetting[] = []): string => canonicalJson(dated.map(withoutAddress))
  return provisionIds.filter((id) => said(a.provisions[id]) !== said(b.provisions[id]))
}

/** The same with what each of them sets. */
export function differenceOf(
  a: Variant,
  b: Variant,
  { provisions: { provisions } }: Pick<Legislation, 'provisions'>,
): ProvisionDifference[] {
  return differingProvisions(a, b).map((provision) => {
    const [ofA, ofB] = [a.provisions[provision] ?? [], b.provisions[provision] ?? []]
    const { title, absent } = provisions[provision]
    const sourceOnly = rulesIn(ofA, absent) === rulesIn(ofB, absent)
    return { provision, title, absent, sourceOnly, a: ofA, b: ofB }
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
