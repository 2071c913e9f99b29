import type { Settings } from '../law/situation.js'
import type { Setting } from '../law/variant.js'
import { type Features, feature, has, isGate, usesBoxes, usesListed } from './features.js'
import type { Ground } from './tariffs.js'

type Condition = Ground['when'][number]
type Holds = (features: Features, setting: Setting, settings: Settings) => boolean

const conditions: Readonly<Record<Condition, Holds>> = {
  gated: (features, _, settings) => isGate(settings) && has(features, feature.gated),
  boxes: usesBoxes,
  'for-others': (features) => has(features, feature.forOthers),
  'listed-channels': usesListed,
  'personal-account': (features) => has(features, feature.personalAccount),
  target: (features) => has(features, feature.target),
}

/** The place of the first ground on which the law asks for a duty; -1 where it does not. */
export function askingGround(grounds: readonly Ground[], settings: Settings, features: Features): number {
  const isOrganization = has(features, feature.organization)
  return grounds.findIndex(({ provision, settings: asking, who, when }) => {
    const setting = settings[provision]
    if (setting === undefined || !asking.includes(setting.setting)) return false
    if (who !== 'everyone' && (who === 'organization') !== isOrganization) return false
    return when.every((condition) => conditions[condition](features, setting, settings))
  })
}
