import { ZenEngine } from '@gorules/zen-engine'
import { Engine } from 'json-rules-engine'
import { population } from '../src/comparison/population.js'
import { loadPopulation } from '../src/comparison/population-file.js'
import { dataFolder } from '../src/house.js'
import { prepareVariant } from '../src/law/evaluate.js'
import type { FindingCode } from '../src/law/evaluation.js'
import type { Facts } from '../src/law/facts.js'
import { loadLegislation } from '../src/law/load.js'
import { judgeOf, maskOfCodes } from '../src/law/masks.js'
import { questionnaireOf } from '../src/law/questionnaire.js'
import { composeVariant, decodeVariant } from '../src/law/variant.js'

/** Evaluations of twelve rules a second, each with its findings as a mask. */
export interface RuleSpeeds {
  /** One variant, from the facts: every question asked, then judged. */
  readonly oneVariant: number
  /** Five variants at once, as a comparison does it: the questions of all asked once, then judged five times. */
  readonly fiveVariants: number
  readonly handWritten: number
  readonly jsonRulesEngine: number
  readonly zen: number
}

const law = loadLegislation(dataFolder)
const source = { act: 'A benchmark', citation: { confidence: 'verified' }, status: 'hypothetical' }

/** The ban draft without what the peers could not be asked fairly: exactly twelve rules. Notice may concern some channels alone. */
function twelveRules(channels: readonly string[] | null) {
  const settings = {
    accreditation: 'mandatory',
    'emergency-gate': 'akimat-approval',
    'individual-collecting': 'banned',
    'start-notice': 'on',
    'stop-at-target': 'on',
    'closing-deadline': 'on',
    'misuse-liability': 'on',
    'box-rules': 'on',
  }
  const definition = decodeVariant({
    id: 'twelve',
    title: { kk: '12', ru: '12', en: '12' },
    status: 'hypothetical',
    base: null,
    changes: Object.entries(settings).map(([provision, setting]) => ({
      provision,
      setting,
      parameters: provision === 'start-notice' ? { channels } : {},
      ...source,
    })),
  })
  const variant = Array.isArray(definition)
    ? definition
    : composeVariant(definition, new Map(), law.provisions)
  if (Array.isArray(variant)) throw new Error(JSON.stringify(variant))
  return prepareVariant(variant)
}

const codes = [
  'not-accredited',
  'emergency-individual',
  'emergency-not-approved',
  'emergency-pending',
  'emergency-refused',
  'individual-banned',
  'start-notice-missing',
  'over-target',
  'closing-date-missing',
  'not-closed',
  'misuse',
  'box-not-sealed',
] as const satisfies readonly FindingCode[]
const bit = Object.fromEntries(codes.map((code) => [code, maskOfCodes([code])])) as Record<
  (typeof codes)[number],
  number
>

/** The same twelve rules as somebody would write them who needs nothing else. */
function byHand(f: Facts): number {
  const { on, startsOn, collector, emergency: e, notice, target } = f
  const isOrganization = collector.kind === 'organization'
  const isClosed = f.closedOn !== null && f.closedOn <= on
  let mask = 0
  if (isOrganization) {
    const a = collector.accreditation
    const covers = (day: string): boolean =>
      a !== null &&
      a.from !== null &&
      a.from <= day &&
      (a.to === null || a.to >= day) &&
      !a.suspensions.some((s) => s.from !== null && s.from <= day && (s.to === null || s.to >= day))
    if (!covers(startsOn) || (on >= startsOn && !isClosed && !covers(on))) mask |= bit['not-accredited']
  } else mask |= bit['individual-banned']
  if (e !== null && e.effectiveFrom !== null) {
    const from = e.declaredOn !== null && e.declaredOn > e.effectiveFrom ? e.declaredOn : e.effectiveFrom
    if (from <= startsOn && (e.endsOn === null || e.endsOn >= startsOn)) {
      if (!isOrganization) mask |= bit['emergency-individual']
      else if (f.approval === null || f.approval.status === null) mask |= bit['emergency-not-approved']
      else if (f.approval.status === 'pending') mask |= bit['emergency-pending']
      else if (f.approval.status === 'refused') mask |= bit['emergency-refused']
    }
  }
  const given = notice !== null && notice.givenOn !== null && notice.givenOn <= on ? notice.givenOn : null
  if (given === null || given > startsOn) mask |= bit['start-notice-missing']
  if (target !== null && f.raised > target) mask |= bit['over-target']
  if (!isClosed) {
    if (f.endsOn === null) mask |= bit['closing-date-missing']
    else if (f.endsOn < on) mask |= bit['not-closed']
  }
  if (f.misuse) mask |= bit.misuse
  if (f.channels.includes('box') && !(f.boxes.numbered && f.boxes.sealed)) mask |= bit['box-not-sealed']
  return mask
}

/** For the peers: flat, and the hard questions (accreditation, emergency, notice) answered beforehand, in their favour. */
function flat(f: Facts) {
  const answered = (question: string) =>
    questionnaire.questions.find(({ key }) => key === question)!.ask(f, law)
  return {
    organization: f.collector.kind === 'organization',
    accredited: answered('accredited'),
    inEmergency: answered('in-emergency'),
    approval: f.approval?.status ?? 'none',
    noticeInTime: answered('notice-in-time'),
    over: f.target === null ? -1 : Number(f.raised - f.target),
    closed: answered('closed'),
    hasEnd: f.endsOn !== null,
    ended: answered('end-has-passed'),
    misuse: f.misuse,
    box: f.channels.includes('box'),
    sealed: f.boxes.numbered && f.boxes.sealed,
  }
}
type Flat = ReturnType<typeof flat>

/** Each rule as equalities that must all hold; `over` must be above zero. */
const conditions: Readonly<Record<(typeof codes)[number], Partial<Record<keyof Flat, unknown>>>> = {
  'not-accredited': { organization: true, accredited: false },
  'emergency-individual': { organization: false, inEmergency: true },
  'emergency-not-approved': { organization: true, inEmergency: true, approval: 'none' },
  'emergency-pending': { organization: true, inEmergency: true, approval: 'pending' },
  'emergency-refused': { organization: true, inEmergency: true, approval: 'refused' },
  'individual-banned': { organization: false },
  'start-notice-missing': { noticeInTime: false },
  'over-target': { over: 'above' },
  'closing-date-missing': { closed: false, hasEnd: false },
  'not-closed': { closed: false, ended: true },
  misuse: { misuse: true },
  'box-not-sealed': { box: true, sealed: false },
}

function jsonRulesEngine(): (facts: Flat) => Promise<number> {
  const engine = new Engine()
  for (const code of codes)
    engine.addRule({
      conditions: {
        all: Object.entries(conditions[code]).map(([fact, value]) =>
          value === 'above'
            ? { fact, operator: 'greaterThan', value: 0 }
            : { fact, operator: 'equal', value },
        ),
      },
      event: { type: code },
    })
  return async (facts) => {
    const { events } = await engine.run(facts)
    return events.reduce((mask, { type }) => mask | bit[type as (typeof codes)[number]], 0)
  }
}

/** One decision table that collects every row that matches. */
function zen(): (facts: Flat) => Promise<number> {
  const inputs = [...new Set(codes.flatMap((code) => Object.keys(conditions[code])))]
  const cell = (value: unknown): string =>
    value === undefined ? '' : value === 'above' ? '> 0' : JSON.stringify(value)
  const decision = new ZenEngine().createDecision({
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode', position: { x: 0, y: 0 } },
      {
        id: 'table',
        name: 'table',
        type: 'decisionTableNode',
        position: { x: 0, y: 0 },
        content: {
          hitPolicy: 'collect',
          inputs: inputs.map((field) => ({ id: field, name: field, field, type: 'expression' })),
          outputs: [{ id: 'bit', name: 'bit', field: 'bit', type: 'expression' }],
          rules: codes.map((code) => ({
            _id: code,
            ...Object.fromEntries(
              inputs.map((field) => [field, cell((conditions[code] as Record<string, unknown>)[field])]),
            ),
            bit: String(bit[code]),
          })),
        },
      },
      { id: 'out', name: 'out', type: 'outputNode', position: { x: 0, y: 0 } },
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'table', type: 'edge' },
      { id: 'b', sourceId: 'table', targetId: 'out', type: 'edge' },
    ],
  })
  return async (facts) => {
    const { result } = await decision.evaluate(facts)
    return (result as { bit: number }[]).reduce((mask, row) => mask | row.bit, 0)
  }
}

const variant = twelveRules(null)
const questionnaire = questionnaireOf([variant], law)
const five = [null, ['cash', 'box'], ['card'], ['transfer'], ['qr', 'card']].map(twelveRules)
const questionnaireOfFive = questionnaireOf(five, law)

/** All in turn, each for about a second and several times, so that none is favoured by the mood of the machine. */
export async function measureRules(): Promise<RuleSpeeds> {
  const cases = [...population(loadPopulation(dataFolder), { size: 20_000, seed: 3 })].map(
    ({ facts }) => facts,
  )
  const flats = cases.map(flat)
  const judge = judgeOf(variant, questionnaire)
  const { read } = questionnaire
  const judges = five.map((one) => judgeOf(one, questionnaireOfFive))
  const signature = new Int32Array(Math.max(questionnaire.words, questionnaireOfFive.words))
  const expected = cases.map(byHand)
  const masks = new Int32Array(cases.length)
  const [engine, table] = [jsonRulesEngine(), zen()]
  const few = 1_000
  const peer = async (run: (facts: Flat) => Promise<number>): Promise<void> => {
    const found = await Promise.all(flats.slice(0, few).map(run))
    masks.set(found)
  }
  const contestants: Record<keyof RuleSpeeds, readonly [number, () => void | Promise<void>]> = {
    oneVariant: [
      cases.length,
      () => {
        for (let i = 0; i < cases.length; i++) {
          read(cases[i]!, signature, 0)
          masks[i] = judge(signature, 0)
        }
      },
    ],
    fiveVariants: [
      cases.length * five.length,
      () => {
        for (let i = 0; i < cases.length; i++) {
          questionnaireOfFive.read(cases[i]!, signature, 0)
          // The first is the same variant as alone, and is what is checked.
          for (let v = judges.length - 1; v >= 0; v--) masks[i] = judges[v]!(signature, 0)
        }
      },
    ],
    handWritten: [
      cases.length,
      () => {
        for (let i = 0; i < cases.length; i++) masks[i] = byHand(cases[i]!)
      },
    ],
    jsonRulesEngine: [few, () => peer(engine)],
    zen: [few, () => peer(table)],
  }
  const speeds = {} as Record<keyof RuleSpeeds, number>
  for (const [name, [size, run]] of Object.entries(contestants) as [
    keyof RuleSpeeds,
    readonly [number, () => void | Promise<void>],
  ][]) {
    await run()
    for (let i = 0; i < Math.min(size, cases.length); i++)
      if (masks[i] !== expected[i]) throw new Error(`${name} says otherwise of case ${i}: ${masks[i]}`)
    speeds[name] = 0
  }
  for (let round = 0; round < 3; round++)
    for (const [name, [size, run]] of Object.entries(contestants)) {
      const until = performance.now() + 700
      const start = performance.now()
      let done = 0
      while (performance.now() < until) {
        await run()
        done += size
      }
      const perSecond = (done / (performance.now() - start)) * 1000
      speeds[name as keyof RuleSpeeds] = Math.max(speeds[name as keyof RuleSpeeds], perSecond)
    }
  return speeds
}
