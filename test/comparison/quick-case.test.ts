import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { decodeByContract, decodeCase } from '../../src/comparison/case-lines.js'
import { population } from '../../src/comparison/population.js'
import { loadPopulation } from '../../src/comparison/population-file.js'
import { quickCase } from '../../src/comparison/quick-case.js'
import { dataFolder } from '../../src/house.js'
import { addDays } from '../../src/kernel/days.js'
import {
  accountKinds,
  approvalStatuses,
  channels,
  collectorKinds,
  Facts,
  legalForms,
} from '../../src/law/facts.js'
import { iins } from '../support/stories.js'

const dayAfter = (first: string, days: number) =>
  fc.integer({ min: 0, max: days }).map((n) => addDays(first, n))
/** Given, `null`, or left out. */
const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value)
const members = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }, required: (keyof T)[] = []) =>
  fc.record(model, { requiredKeys: required as never[] })
const day = dayAfter('2025-01-01', 400)
const tiyn = fc.oneof(
  fc.bigInt({ min: 0n, max: 999_999_999_999_999_999n }).map(String),
  fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
)
const period = { from: perhaps(day), to: perhaps(day) }
const text = (most: number) => fc.string({ unit: 'grapheme', maxLength: most })

const goodLine = members(
  {
    id: fc.stringMatching(/^[a-zа-я0-9-]{1,40}$/),
    facts: members(
      {
        on: day,
        collector: members(
          {
            kind: fc.constantFrom(...collectorKinds),
            legalForm: perhaps(fc.constantFrom(...legalForms)),
            accreditation: perhaps(
              members({ ...period, suspensions: perhaps(fc.array(members(period), { maxLength: 2 })) }),
            ),
          },
          ['kind'],
        ),
        forOthers: perhaps(fc.boolean()),
        account: perhaps(
          members({ kind: perhaps(fc.constantFrom(...accountKinds)), dedicated: perhaps(fc.boolean()) }),
        ),
        channels: fc.array(fc.constantFrom(...channels), { minLength: 1, maxLength: 4 }),
        boxes: perhaps(members({ numbered: perhaps(fc.boolean()), sealed: perhaps(fc.boolean()) })),
        region: perhaps(fc.constantFrom('270000000', '750000000', '271010000')),
        startsOn: dayAfter('2025-01-01', 100),
        endsOn: perhaps(dayAfter('2025-06-01', 100)),
        closedOn: perhaps(dayAfter('2025-06-01', 100)),
        notice: perhaps(members({ givenOn: perhaps(day), endDateGiven: perhaps(fc.boolean()) })),
        emergency: perhaps(
          members({ declaredOn: perhaps(day), effectiveFrom: perhaps(day), endsOn: perhaps(day) }),
        ),
        approval: perhaps(
          members({
            status: perhaps(fc.constantFrom(...approvalStatuses)),
            approvers: perhaps(fc.nat()),
          }),
        ),
        target: perhaps(tiyn),
        raised: perhaps(tiyn),
        costs: perhaps(tiyn),
        report: perhaps(members({ publishedOn: perhaps(day) })),
        misuse: perhaps(fc.boolean()),
        transfers: perhaps(
          fc.uniqueArray(
            members(
              {
                month: fc.integer({ min: 1, max: 12 }).map((n) => `2025-${String(n).padStart(2, '0')}`),
                senders: perhaps(fc.nat()),
                received: perhaps(tiyn),
              },
              ['month'],
            ),
            { selector: ({ month }) => month, maxLength: 3 },
          ),
        ),
      },
      ['on', 'collector', 'channels', 'startsOn'],
    ),
    labels: perhaps(
      members({ purpose: perhaps(text(30)), size: perhaps(text(20)), fraud: perhaps(fc.boolean()) }),
    ),
  },
  ['id', 'facts'],
)

t.test('the quick way and the contract make the same case of every good line', async (t) => {
  fc.assert(
    fc.property(goodLine, (line) => {
      const quick = quickCase(line)
      t.ok(quick, 'no good line takes the longer way')
      t.strictSame(quick, decodeByContract(line))
    }),
    { numRuns: 500 },
  )
})

t.test('the cases of a population take the quick way', async (t) => {
  for (const { id, facts, labels } of population(loadPopulation(dataFolder), { size: 500, seed: 3 })) {
    const line = { id, facts: Facts.encode(facts), labels }
    t.strictSame(quickCase(line), decodeByContract(line))
  }
})

/** What may stand anywhere by mistake; some of it is right in some places. */
const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom<unknown>(
    ...[
      '',
      ' ',
      ' a ',
      'a\0b',
      'a\ud800',
      'x'.repeat(101),
      'x'.repeat(41),
      iins[0],
      'transfer',
      'organization',
    ],
    ...[
      '2026-02-30',
      ' 2026-01-01',
      '2026-01',
      '2026-13',
      '1800-01-01',
      '2024-12-31',
      '999999999',
      '27 0000000',
    ],
    ...['00', '-1', '1.5', '9223372036854775807', '9223372036854775808', -1, -0, 1.5, 2 ** 53, 1e300],
    ...[
      [],
      {},
      null,
      true,
      ['transfer', 'transfer'],
      [null],
      [[]],
      [{ month: '2026-01' }, { month: '2026-01' }],
    ],
    ...[
      [{}],
      { kind: 'individual' },
      { from: '2025-01-01', to: '2024-01-01' },
      { kind: null, dedicated: null },
    ],
  ),
)

/** A line with a mistake somewhere: a member replaced, taken away or added. */
function spoilt(
  line: object,
  where: readonly number[],
  how: 'replace' | 'remove' | 'add',
  value: unknown,
): unknown {
  const copy = structuredClone(line)
  let branch = copy as Record<string, unknown>
  for (const step of where) {
    const names = Object.keys(branch)
    const name = names[step % Math.max(1, names.length)]
    const next = name === undefined ? undefined : branch[name]
    if (typeof next === 'object' && next !== null && step % 5 !== 0) {
      branch = next as Record<string, unknown>
      continue
    }
    if (how === 'add') branch.strange = value
    else if (name !== undefined && how === 'remove') delete branch[name]
    else if (name !== undefined) branch[name] = value
    return copy
  }
  return copy
}

t.test('what the quick way takes the contract takes too, and as the same', async (t) => {
  let [taken, refused] = [0, 0]
  fc.assert(
    fc.property(
      goodLine,
      fc.array(fc.nat(1_000), { minLength: 6, maxLength: 6 }),
      fc.constantFrom('replace' as const, 'remove' as const, 'add' as const),
      junk,
      (line, where, how, value) => {
        const wrong = spoilt(line, where, how, value)
        const [quick, contract] = [quickCase(wrong), decodeByContract(wrong)]
        if (quick !== undefined && !equal(quick, contract)) throw new Error(JSON.stringify(wrong))
        if (!equal(decodeCase(wrong), contract)) throw new Error('the verdict is not that of the contract')
        if (Array.isArray(contract)) refused += 1
        else taken += 1
      },
    ),
    { numRuns: 5_000 },
  )
  t.ok(taken > 500 && refused > 500, `${taken} were taken and ${refused} refused`)
  t.equal(quickCase([]), undefined)
  t.equal(quickCase('text'), undefined)
})

const equal = (one: unknown, other: unknown): boolean => isDeepStrictEqual(one, other)
