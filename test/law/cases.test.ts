import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { isEvaluated } from '../../src/law/evaluation.js'
import { ask, bare, codesOf, dataFolder, findingOf, judge, shelter } from './support.js'

interface Case {
  readonly name: string
  readonly why: string
  readonly facts: object
  readonly expect: Readonly<Record<string, readonly [outcome: string, ...codes: string[]]>>
}
const worked: { cases: Case[]; fines80: { on: string; mci: number; kzt: number }[] } = JSON.parse(
  readFileSync(join(dataFolder, 'cases', 'collections.json'), 'utf8'),
)

t.test('the worked cases are answered as they were worked', async (t) => {
  for (const { name, why, facts, expect } of worked.cases) {
    for (const [variant, [outcome, ...codes]] of Object.entries(expect)) {
      const evaluation = judge(facts, variant)
      t.equal(evaluation.outcome, outcome, `${name}, under ${variant}: ${why}`)
      t.strictSame(codesOf(evaluation).sort(), codes, `${name}, under ${variant}`)
    }
  }
})

t.test('a fine of 80 MCI is as many tenge as the index of the day says', async (t) => {
  for (const { on, mci, kzt } of worked.fines80) {
    const { sanction } = findingOf(judge({ ...shelter, on }, 'kz-draft-ban-2024'), 'individual-banned')
    t.strictSame(sanction, { mci, kzt }, on)
  }
})

t.test(
  'where no index is known the cell that needs it is an error and the others are answered',
  async (t) => {
    for (const on of ['2019-12-31', '2027-01-01']) {
      const failed = ask({ ...shelter, on }, 'kz-draft-ban-2024')
      t.notOk(isEvaluated(failed))
      t.match(failed, { variant: 'kz-draft-ban-2024', on, error: { type: '/problems/no-index-value' } })
      t.strictSame(Object.keys(failed), ['variant', 'variantHash', 'on', 'error'])
      t.equal(judge({ ...shelter, on }, 'kz-current').outcome, 'lawful', `${on}: no fine, no index`)
      t.equal(
        judge({ ...shelter, on }, 'ref-cz').findings[0]?.sanction?.kzt,
        null,
        `${on}: no amount, no index`,
      )
      t.ok(
        isEvaluated(ask({ ...bare, on }, 'kz-draft-ban-2024')),
        `${on}: an organization is not fined by it`,
      )
    }
  },
)

t.test('an answer names what it stands on, and findings stand in the order of the rules', async (t) => {
  const answer = judge({ ...shelter, misuse: true }, 'kz-draft-ban-2024')
  t.match(answer, { variant: 'kz-draft-ban-2024', engine: '1.1.0', on: '2026-03-15', confidence: 'verified' })
  t.match(answer.variantHash, /^sha256:[0-9a-f]{64}$/)
  t.match(answer.dataHash, /^sha256:[0-9a-f]{64}$/)
  t.strictSame(codesOf(answer), [
    'individual-banned',
    'start-notice-missing',
    'closing-date-missing',
    'misuse-criminal',
    'misuse',
  ])
  t.strictSame(
    answer.findings.map(({ sanction }) => sanction && [sanction.mci, sanction.kzt]),
    [[80, 346000], [null, null], [null, null], null, [null, null]],
    'an amount, liable without a published amount, or no sanction at all',
  )
})

t.test('the shelter is told which ways are left', async (t) => {
  const ban = findingOf(judge(shelter, 'kz-draft-ban-2024'), 'individual-banned')
  t.strictSame(ban.remedies, ['collect-under-host', 'register-organization', 'apply-for-accreditation'])
  const abroad = findingOf(judge(shelter, 'ref-cz'), 'individual-banned')
  t.strictSame(abroad.remedies, ['collect-under-host', 'register-organization'])
})
