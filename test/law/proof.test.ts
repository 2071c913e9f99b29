import fc from 'fast-check'
import t from 'tap'
import { addDays } from '../../src/kernel/days.js'
import { workingDays, yearsCounted } from '../../src/law/calendar.js'
import { cellsOf, factsOf as factsOfCell } from '../../src/law/cells.js'
import { evaluate, type PreparedVariant, prepareVariant } from '../../src/law/evaluate.js'
import type { Facts } from '../../src/law/facts.js'
import { judgeOf, notComputable, stageReader } from '../../src/law/masks.js'
import { type FactsInput, inputOf } from '../../src/law/plainest.js'
import { type Proof, proveStrictness, relations } from '../../src/law/proof.js'
import type { Questionnaire } from '../../src/law/questionnaire.js'
import { shown, shownByAnswers, shownByMasks } from '../../src/law/shown.js'
import { topicOf } from '../../src/law/topics.js'
import type { Variant } from '../../src/law/variant.js'
import { composedOf, facts, prohibitions } from './arbitraries.js'
import { ask, bare, change, compose, factsOf, law, variantOf } from './support.js'

const seed = 402
const shipped = [...law.variants.values()]

/** The proof, or a failing test. */
function prove(a: Variant | string, b: Variant | string): Proof {
  const [one, other] = [a, b].map((variant) =>
    prepareVariant(typeof variant === 'string' ? variantOf(variant) : variant),
  )
  const proof = proveStrictness(one!, other!, law)
  if ('tooManyCells' in proof) throw new Error(`${proof.tooManyCells} cells`)
  return proof
}

const relationsOf = ({ byOutcome, byFindings }: Proof) => [byOutcome.relation, byFindings.relation] as const
const showingOf = (input: FactsInput, a: Variant, b: Variant): number =>
  shownByAnswers(ask(input, a), ask(input, b))

/** What the witnesses of a proof fail to show. */
function brokenWitnesses({ byOutcome, byFindings }: Proof, a: Variant, b: Variant): string[] {
  const claims = [
    ['stricterOutcome', byOutcome.witnesses.stricter],
    ['laxerOutcome', byOutcome.witnesses.laxer],
    ['stricterFindings', byFindings.witnesses.stricter],
    ['laxerFindings', byFindings.witnesses.laxer],
  ] as const
  return claims
    .filter(([what, input]) => input !== undefined && (showingOf(input, a, b) & shown[what]) === 0)
    .map(([what]) => what)
}

/** All that a case may show if the relations hold. */
function allowedBy({ byOutcome, byFindings }: Proof): number {
  const { stricterOutcome, laxerOutcome, stricterFindings, laxerFindings } = shown
  return (
    (byOutcome.witnesses.stricter ? stricterOutcome : 0) |
    (byOutcome.witnesses.laxer ? laxerOutcome : 0) |
    (byFindings.witnesses.stricter ? stricterFindings : 0) |
    (byFindings.witnesses.laxer ? laxerFindings : 0)
  )
}

const mirrored = {
  equivalent: 'equivalent',
  stricter: 'laxer',
  laxer: 'stricter',
  incomparable: 'incomparable',
}

t.test(
  'voluntary accreditation, and a variant that changes nothing, are equivalent to their base',
  async (t) => {
    t.strictSame(relationsOf(prove('kz-voluntary', 'kz-current')), ['equivalent', 'equivalent'])
    for (const variant of shipped)
      for (const other of [variant, compose(variant, [])]) {
        const { byOutcome, byFindings, cells } = prove(variant, other)
        const nothing = { relation: 'equivalent', witnesses: {} }
        t.strictSame({ byOutcome, byFindings }, { byOutcome: nothing, byFindings: nothing }, variant.id)
        t.ok(cells > 0)
      }
  },
)

t.test('each draft is stricter than the law in force, by outcome and by findings', async (t) => {
  for (const draft of ['kz-draft-ban-2024', 'kz-draft-notify-2024'])
    t.strictSame(relationsOf(prove(draft, 'kz-current')), ['stricter', 'stricter'], draft)
})

t.test('the ban is never milder than the notice, though an individual hears other reasons', async (t) => {
  const { byOutcome, byFindings } = prove('kz-draft-ban-2024', 'kz-draft-notify-2024')
  t.equal(byOutcome.relation, 'stricter')
  t.equal(byFindings.relation, 'incomparable')
  // An organization without accreditation; an individual without notice. Nothing is told that is not needed.
  t.strictSame(byFindings.witnesses, {
    stricter: bare,
    laxer: { ...bare, collector: { kind: 'individual' } },
  })
})

t.test('what a shipped variant is to another is mirrored by the other, with witnesses', async (t) => {
  const pairs = shipped.flatMap((a) => shipped.map((b) => [a, b] as const))
  const proofs = new Map(pairs.map(([a, b]) => [`${a.id} and ${b.id}`, prove(a, b)]))
  for (const [a, b] of pairs) {
    const [there, back] = [proofs.get(`${a.id} and ${b.id}`)!, proofs.get(`${b.id} and ${a.id}`)!]
    const mirror = relationsOf(there).map((relation) => mirrored[relation])
    t.strictSame(mirror, relationsOf(back), `${a.id} and ${b.id}`)
    t.equal(there.cells, back.cells)
    t.strictSame(brokenWitnesses(there, a, b), [])
  }
})

t.test('a further prohibition is stricter, and dated it is stricter from its day on', async (t) => {
  const notify = variantOf('kz-draft-notify-2024')
  const gate = change('emergency-gate', 'akimat-approval', { from: '2026-04-01', transition: 'all' })
  const later = compose(notify, [gate])
  const { byOutcome } = prove(later, notify)
  t.equal(byOutcome.relation, 'stricter')
  t.ok(byOutcome.witnesses.stricter!.on >= '2026-04-01')
})

t.test('a shorter term is stricter, found between the two terms', async (t) => {
  const reportIn = (days: number) =>
    compose(variantOf('kz-current'), [change('closing-report', 'on', { parameters: { days } })])
  const proof = prove(reportIn(10), reportIn(30))
  t.strictSame(relationsOf(proof), ['stricter', 'incomparable'])
  // Closed eleven days ago: the one report is overdue, the other only due.
  const eleven = { ...bare, closedOn: '2026-03-04' }
  t.strictSame(proof.byOutcome.witnesses, { stricter: eleven })
  t.strictSame(proof.byFindings.witnesses, { stricter: eleven, laxer: eleven })
})

t.test('a term that holds for new collections alone is still found to run out', async (t) => {
  const reportIn = (days: number) => {
    const parameters = { days, organizationFineMci: 20, individualFineMci: 10 }
    return compose(variantOf('kz-current'), [
      change('closing-report', 'on', { parameters, from: '2026-04-01' }),
    ])
  }
  const { byOutcome } = prove(reportIn(10), reportIn(30))
  t.equal(byOutcome.relation, 'stricter')
  t.ok(byOutcome.witnesses.stricter!.startsOn >= '2026-04-01')
})

t.test('calendar days beside working days: what every start of every known year says', async (t) => {
  const starts = [...law.calendar.keys()].flatMap((year) =>
    Array.from({ length: 365 }, (_, i) => addDays(`${year}-01-01`, i)),
  )
  const leads = starts.flatMap((startsOn) =>
    Array.from({ length: 30 }, (_, gap) => ({ gap, from: addDays(startsOn, -gap), startsOn }))
      .filter(({ from, startsOn }) => yearsCounted(from, startsOn).every((year) => law.calendar.has(year)))
      .map(({ gap, from }) => ({ gap, worked: workingDays(law.calendar, from, startsOn) })),
  )
  const leadOf = (days: number, count: string) =>
    compose(variantOf('kz-current'), [change('lead-time', 'on', { parameters: { days, count } })])
  const met = new Set<string>()
  for (const calendar of [1, 3, 6, 7, 8, 9, 10, 11])
    for (const working of [1, 3, 4, 5]) {
      const isStricter = leads.some(({ gap, worked }) => gap < calendar && worked >= working)
      const isLaxer = leads.some(({ gap, worked }) => gap >= calendar && worked < working)
      const expected = isStricter ? (isLaxer ? 'incomparable' : 'stricter') : isLaxer ? 'laxer' : 'equivalent'
      met.add(expected)
      const found = relationsOf(prove(leadOf(calendar, 'calendar'), leadOf(working, 'working')))
      t.strictSame(found, [expected, expected], `${calendar} calendar days beside ${working} working days`)
    }
  t.equal(met.size, 3)
})

t.test('too many cells are refused, not begun', async (t) => {
  const [ban, notify] = [variantOf('kz-draft-ban-2024'), variantOf('kz-draft-notify-2024')].map(
    prepareVariant,
  )
  const proof = proveStrictness(ban!, notify!, law, 100)
  t.ok('tooManyCells' in proof && proof.tooManyCells !== null && proof.tooManyCells > 100)
})

/** The law in force with a change of each kind in turn every 17 days, for running collections some days later. */
const changing = (times: number, since: string, kinds: readonly ((i: number) => [string, object])[]) =>
  compose(
    variantOf('kz-current'),
    Array.from({ length: times }, (_, i) => {
      const [provision, parameters] = kinds[i % kinds.length]!(i)
      const [from, transition] = [addDays(since, i * 17), { 'all-after-days': 5 + i }]
      return change(provision, 'on', { parameters, from, transition })
    }),
  )
const leadTime = (i: number): [string, object] => ['lead-time', { days: 1 + (i % 30), count: 'working' }]
const report = (i: number): [string, object] => ['closing-report', { days: 1 + i }]

t.test('variants with too many changes are refused before they are cut into cells', async (t) => {
  const begun = performance.now()
  const refused = (a: Variant, b: Variant | string) => {
    const proof = proveStrictness(
      prepareVariant(a),
      prepareVariant(typeof b === 'string' ? variantOf(b) : b),
      law,
    )
    return 'tooManyCells' in proof && proof.tooManyCells === null
  }
  t.ok(refused(changing(40, '2026-01-10', [leadTime]), 'kz-current'), 'too many turns')
  t.ok(
    refused(changing(20, '2026-01-10', [leadTime]), changing(20, '2026-01-11', [leadTime])),
    'too many together',
  )
  t.ok(
    refused(changing(28, '2026-01-10', [leadTime, report]), 'kz-current'),
    'too many timelines of fewer turns',
  )
  t.ok(performance.now() - begun < 20_000)
  t.notOk(refused(changing(4, '2026-01-10', [leadTime, report]), 'kz-current'), 'a few are proved')
})

// Rivals of the same provisions, so that neither of two is the stricter by more switches alone.
const rivals = [
  ...prohibitions,
  change('individual-collecting', 'notify', { parameters: { individualFineMci: 20 } }),
  change('start-notice', 'on', { parameters: { channels: ['box', 'cash'] } }),
  change('start-notice', 'on', { parameters: { channels: ['box', 'card'], individualFineMci: 10 } }),
  change('closing-report', 'on', {
    parameters: { days: 10, individualFineMci: 10, organizationFineMci: 20 },
  }),
  change('cost-cap', 'on', { parameters: { percent: 5 } }),
  change('lead-time', 'on', { parameters: { days: 5, count: 'working' } }),
  change('lead-time', 'on', { parameters: { days: 10, count: 'working' } }),
  change('two-person-approval', 'on', { parameters: { approvers: 3 } }),
]
const composed = composedOf(fc.constantFrom(...shipped), rivals)
/** A variant with one more change beside itself: often the stricter, and sometimes not in everything. */
const amended = fc
  .tuple(composed, fc.constantFrom(...rivals))
  .map(([variant, what]): [Variant, Variant] => [compose(variant, [what], 'amended'), variant])
const pairs = fc
  .sample(fc.oneof(fc.tuple(composed, composed), amended), { seed, numRuns: 50 })
  .map(([a, b]) => {
    const variants = [prepareVariant(a), prepareVariant(b)] as const
    return { a, b, variants, proof: prove(a, b), cells: cellsOf(...variants, law)! }
  })
// Some are asked for long after, where the index is not known: whatever can be judged there is claimed too.
const cases = fc
  .sample(facts, { seed, numRuns: 2_400 })
  .map((input, i) => factsOf(i % 6 === 0 ? { ...input, on: addDays(input.on, 400) } : input))

t.test('no random case contradicts a proof, and each lies in one of its cells', async (t) => {
  let judged = 0
  for (const [i, { a, b, proof, cells, variants }] of pairs.entries()) {
    t.strictSame(brokenWitnesses(proof, a, b), [], `the witnesses of pair ${i}`)
    const read = judgedBy(variants, cells.questionnaire)
    const allowed = allowedBy(proof)
    const wrong = cases.filter((known) => {
      const showing = read(known)
      if (showing === undefined) return false
      judged += 1
      return (showing & ~allowed) !== 0 || !cells.has(known)
    })
    t.strictSame(wrong.slice(0, 2).map(inputOf), [], `pair ${i}: ${relationsOf(proof)}, ${proof.cells} cells`)
  }
  t.ok(judged >= 100_000, `${judged} cases that both could judge`)
  const met = new Set(pairs.flatMap(({ proof }) => relationsOf(proof)))
  t.strictSame([...met].sort(), [...relations].sort(), 'every relation was met')
})

/** What a case shows, by the masks; undefined where one variant cannot judge it. */
function judgedBy(variants: readonly PreparedVariant[], questionnaire: Questionnaire) {
  const judges = variants.map((variant) => judgeOf(variant, questionnaire))
  const stageOf = stageReader(questionnaire)
  const signature = new Int32Array(questionnaire.words)
  return (known: Facts): number | undefined => {
    questionnaire.read(known, signature, 0)
    const [a, b] = judges.map((judge) => judge(signature, 0))
    if (a === notComputable || b === notComputable) return undefined
    return shownByMasks(a!, b!, stageOf(signature, 0))
  }
}

t.test('the topics are independent: the facts of any cell answer as its elements do', async (t) => {
  const random = fc.sample(fc.nat(), { seed, numRuns: 20_000 })
  for (const [i, { cells }] of pairs.entries()) {
    const { blocks, questionnaire } = cells
    const signature = new Int32Array(questionnaire.words)
    const wrong = Array.from({ length: 400 }, (_, n) => {
      const pick = <T>(from: readonly T[], salt: number): T =>
        from[random[(n * 31 + salt * 7 + i) % random.length]! % from.length]!
      const cell = pick(blocks, 0).elements.map((elements, topic) => pick(elements, topic + 1))
      const known = factsOfCell(cell)
      questionnaire.readAll(known, signature, 0)
      const together = signature.map((_, word) =>
        cell.reduce((bits, element) => bits | element.bits[word]!, 0),
      )
      return signature.join() === together.join() ? [] : [inputOf(known)]
    }).flat()
    t.strictSame(wrong.slice(0, 2), [], `pair ${i}`)
  }
})

t.test('facts written out as they are sent are answered as they were', async (t) => {
  const variants = ['kz-draft-ban-2024', 'kz-draft-notify-2024'].map((id) => prepareVariant(variantOf(id)))
  for (const known of cases.slice(0, 300))
    for (const variant of variants) {
      const [before, after] = [known, factsOf(inputOf(known))].map((one) => evaluate(one, variant, law))
      t.strictSame(after, before)
    }
})

t.test('a question that belongs to no topic stops a proof', async (t) => {
  t.throws(() => topicOf({ key: 'weather' }), /weather/)
})
