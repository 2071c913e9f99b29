import { addDays } from '../kernel/days.js'
import { regions } from '../kernel/regions.js'
import type { Facts } from '../law/facts.js'
import type { Case } from './cases.js'
import type { Group, PopulationFile, Range } from './population-file.js'
import { type RandomStream, randomStream } from './random.js'

/** Shares that a user has changed, by their place: `shelter.fraud`, `closed`. */
export type ChangedShares = Readonly<Record<string, number>>

export interface PopulationRequest {
  readonly size: number
  readonly seed: number
  readonly shares?: ChangedShares
}

const tiynPerTenge = 100
const regionCodes = [...regions.keys()]

/**
 * Collections of a population that is the same for the same seed, size and shares. Each case draws from a stream of its own,
 * so that a change of one share leaves the other cases as they were (common random numbers).
 */
export function* population(
  file: PopulationFile,
  { size, seed, shares = {} }: PopulationRequest,
): Generator<Case> {
  const likely = (range: Range, place: string): number => shares[place] ?? range[1]
  const weights = file.groups.map((group) => likely(group.weight, `${group.id}.weight`))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const drawn = file.groups.map((group) => readyGroup(file, group, likely))
  const random = randomStream(seed)
  for (let number = 0; number < size; number++) {
    random.reseed((Math.imul(seed, 0x9e3779b1) ^ number) >>> 0)
    let left = random.next() * total
    const place = weights.findIndex((weight) => {
      left -= weight
      return left < 0
    })
    yield drawn[place === -1 ? weights.length - 1 : place]!(random, number)
  }
}

type Draw = (random: RandomStream, number: number) => Case

function readyGroup(
  file: PopulationFile,
  group: Group,
  likely: (range: Range, place: string) => number,
): Draw {
  const own = (name: 'fraud' | 'endDate' | 'target' | keyof typeof absent): number =>
    likely(group[name] ?? absent[name as keyof typeof absent], `${group.id}.${name}`)
  const common = (name: 'plannedShare' | 'closed' | 'reported' | 'dedicatedAccount' | 'overTarget'): number =>
    likely(file[name], name)
  const { on, daysBack, daysAhead, sizes, costShare } = file
  const [planned, closedShare, reported] = [common('plannedShare'), common('closed'), common('reported')]
  const [dedicated, over] = [common('dedicatedAccount'), common('overTarget')]
  const [fraud, endDate, target] = [own('fraud'), own('endDate'), own('target')]
  const [boxes, inOrder] = [own('boxes'), own('boxesInOrder')]
  const [accredited, emergency, approved, refused] = [
    own('accredited'),
    own('emergency'),
    own('approved'),
    own('refused'),
  ]
  const [misuseFound, manySenders] = [own('misuseFound'), own('manySenders')]
  const days = Array.from({ length: daysBack + daysAhead + 1 }, (_, i) => addDays(on, i - daysBack))
  const dayAt = (offset: number): string => days[Math.min(Math.max(offset + daysBack, 0), days.length - 1)]!

  return (random, number) => {
    // Every draw is made for every case, so that a share changes only what it is a share of.
    const startsIn = random.chance(planned) ? random.between(1, daysAhead) : -random.between(0, daysBack - 60)
    const tenge = Math.round(group.raised.median * Math.exp(group.raised.sigma * random.normal()))
    const isFraud = random.chance(fraud)
    const hasEnd = random.chance(endDate)
    const length = random.between(14, 120)
    const isClosed = random.chance(closedShare) && startsIn + length < 0
    const isReported = random.chance(reported)
    const reportAfter = random.between(0, 60)
    const hasTarget = random.chance(target)
    const isOver = random.chance(over)
    const usesBoxes = random.chance(boxes)
    const boxesAreInOrder = random.chance(inOrder)
    const isAccredited = random.chance(accredited)
    const isEmergency = random.chance(emergency)
    const approval = random.next()
    const approvers = random.between(1, 2)
    const isDedicated = random.chance(dedicated)
    const costs = Math.min(0.9, costShare.median * Math.exp(costShare.sigma * random.normal()))
    const isFound = random.chance(misuseFound)
    const senders = random.chance(manySenders) ? random.between(100, 400) : random.between(5, 90)
    const region = random.pick(regionCodes)
    const started = startsIn <= 0
    const raisedTenge = started ? tenge : 0
    const raised = BigInt(raisedTenge * tiynPerTenge)
    const closesIn = Math.min(startsIn + length, 0)
    const startsOn = dayAt(startsIn)
    const facts: Facts = {
      on,
      collector: {
        kind: group.collector,
        legalForm: group.legalForm ?? null,
        accreditation: isAccredited ? { from: '2025-01-01', to: null, suspensions: [] } : null,
      },
      forOthers: group.forOthers ?? true,
      account: { kind: group.account, dedicated: isDedicated },
      channels: usesBoxes ? [...group.channels, 'box'] : group.channels,
      boxes: { numbered: boxesAreInOrder, sealed: boxesAreInOrder },
      region,
      startsOn,
      endsOn: hasEnd ? dayAt(Math.max(startsIn + length, startsIn)) : null,
      closedOn: isClosed ? dayAt(closesIn) : null,
      // Born under the law in force: nobody needed to give notice.
      notice: null,
      emergency: isEmergency ? { declaredOn: startsOn, effectiveFrom: startsOn, endsOn: null } : null,
      approval:
        isEmergency && group.approved
          ? {
              status:
                approval < approved ? 'approved' : approval < approved + refused ? 'refused' : 'pending',
              approvers,
            }
          : null,
      target: hasTarget ? BigInt(Math.round(isOver ? tenge * 0.8 : tenge * 1.4) * tiynPerTenge) : null,
      raised,
      costs: BigInt(Math.round(raisedTenge * costs) * tiynPerTenge),
      report: isClosed && isReported ? { publishedOn: dayAt(Math.min(closesIn + reportAfter, 0)) } : null,
      misuse: isFraud && isFound,
      transfers: group.collector === 'individual' && started ? lastMonths(on, senders, raised) : [],
    }
    const size = tenge < sizes.small ? 'small' : tenge < sizes.large ? 'medium' : 'large'
    return {
      id: `${group.id}-${number + 1}`,
      facts,
      labels: { purpose: group.purpose, size, fraud: isFraud },
    }
  }
}

/** A third of the money in each of the three full months before the day. */
function lastMonths(on: string, senders: number, raised: bigint): Facts['transfers'] {
  const month = Number(on.slice(5, 7))
  return [3, 2, 1].map((before) => ({
    month: `${on.slice(0, 4)}-${String(month - before).padStart(2, '0')}`,
    senders,
    received: raised / 3n,
  }))
}

/** What a group does that does not say it. */
const absent = {
  boxes: [0, 0, 0],
  boxesInOrder: [0, 0, 0],
  accredited: [0, 0, 0],
  emergency: [0, 0, 0],
  approved: [0, 0, 0],
  refused: [0, 0, 0],
  misuseFound: [0, 0, 0],
  manySenders: [0, 0, 0],
} as const satisfies Record<string, Range>
