import type { ComparisonResults } from '../../../src/comparison/results.js'

type Delay = ComparisonResults['delay'][number]
type Burden = ComparisonResults['burden'][number]
type Sensitivity = NonNullable<ComparisonResults['sensitivity']>

/** Numbers of a likely size, to draw; nobody has computed them. */
export function assumedDelay(variant: string, size: number): Delay {
  const cases = variant.includes('ban') ? Math.round(size * 0.08) : 0
  const gate = cases > 0
  return {
    variant,
    cases,
    median: gate ? 14 : null,
    ninetieth: gate ? 46 : null,
    withoutDeadline: gate ? Math.round(cases * 0.7) : 0,
    silence: gate ? { refusal: Math.round(cases * 0.2), unsaid: cases - Math.round(cases * 0.2) } : {},
    notComputable: gate ? 3 : 0,
  }
}

const dutiesOf = (variant: string) =>
  variant === 'kz-current'
    ? []
    : ([
        ['accreditation-application', 'accreditation', 0.35, 960, 2_000],
        ...(variant.includes('ban')
          ? ([
              ['start-notice', 'start-notice', 0.41, 45, 0],
              ['closing-report', 'closing-report', 0.38, 240, 500],
              ['approval-application', 'emergency-gate', 0.08, 180, 0],
            ] as const)
          : variant === 'kz-voluntary'
            ? []
            : ([['individual-notice', 'individual-collecting', 0.55, 40, 0]] as const)),
      ] as const)

export function assumedBurden(variant: string, size: number): Burden {
  const duties = dutiesOf(variant).map(([duty, provision, share, minutes, outOfPocketKzt]) => {
    const quantity = Math.round(size * share)
    const hourlyKzt = 2_450
    const total = Math.round(quantity * ((minutes / 60) * hourlyKzt + outOfPocketKzt))
    const [small, medium] = [Math.round(total * 0.4), Math.round(total * 0.35)]
    return {
      duty,
      provision,
      quantity,
      minutes,
      hourlyKzt,
      outOfPocketKzt,
      totalKzt: String(total),
      bySize: { small: String(small), medium: String(medium), large: String(total - small - medium) },
    }
  })
  const total = duties.reduce((sum, { totalKzt }) => sum + Number(totalKzt), 0)
  return { variant, totalKzt: String(total), duties }
}

const ranges = [
  ['treatment.weight', 0.2, 0.4, 5_310, 6_580],
  ['shelter.weight', 0.1, 0.25, 5_640, 6_270],
  ['small-fund.accredited', 0.3, 0.7, 6_390, 5_520],
  ['small-fund.weight', 0.12, 0.3, 6_130, 5_700],
  ['relief.approved', 0.5, 0.9, 6_020, 5_880],
  ['birgemiz.weight', 0.005, 0.04, 5_990, 5_890],
] as const

/** What each headline is now; the ranges move it by as much as they would move 5,912. */
export type Present = Readonly<Record<Sensitivity['tornado'][number]['headline'], number>>

export function assumedSensitivity(variants: readonly string[], present: readonly Present[]): Sensitivity {
  const others = variants.slice(1)
  return {
    tornado: others.flatMap((variant, place) =>
      (['stopped', 'honest-stopped', 'frauds-stopped', 'burden'] as const).flatMap((headline) =>
        ranges.map(([assumption, low, high, atLow, atHigh]) => {
          const scale = present[place + 1]![headline] / 5_912
          return {
            variant,
            headline,
            assumption,
            low,
            high,
            atLow: Math.round(atLow * scale),
            atHigh: Math.round(atHigh * scale),
          }
        }),
      ),
    ),
    draws: 1_000,
    beats: [
      { variant: others[1]!, than: others[0]!, headline: 'honest-stopped', share: 0.998 },
      { variant: others[1]!, than: others[0]!, headline: 'burden', share: 0.871 },
      { variant: others[0]!, than: others[1]!, headline: 'stopped', share: 0.002 },
      { variant: others[2]!, than: others[0]!, headline: 'burden', share: 1 },
    ],
  }
}
