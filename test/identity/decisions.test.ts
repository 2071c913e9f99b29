import t from 'tap'
import { countAttempts } from '../../src/identity/attempts.js'
import {
  decideGrant,
  decideRefresh,
  keyPlaceOf,
  mayHoldKeys,
  withoutConflict,
} from '../../src/identity/decisions.js'
import { type Actor, type Role, roles } from '../../src/kernel/actor.js'

t.test('of all pairs of roles exactly those of granting and deciding exclude each other', async (t) => {
  const refused = roles.flatMap((held) =>
    roles
      .filter((wanted) => decideGrant([held], wanted)?.refused === 'roles-conflict')
      .map((wanted) => `${held}, ${wanted}`),
  )
  t.strictSame(refused.sort(), [
    'administrator, akimat',
    'administrator, registrar',
    'akimat, administrator',
    'registrar, administrator',
  ])
  for (const role of roles) t.equal(decideGrant([role], role)?.refused, 'role-held')
  const claimed: Role[] = ['akimat', 'administrator', 'auditor', 'auditor']
  t.strictSame(withoutConflict(claimed), ['administrator', 'auditor'])
  t.strictSame(withoutConflict(['akimat', 'registrar']), ['akimat', 'registrar'])
})

t.test('a refresh token is good once, within its session', async (t) => {
  const now = new Date('2026-03-15T06:00:00Z')
  const live = { expiresAt: new Date('2026-04-01T00:00:00Z'), endedAt: null }
  t.equal(decideRefresh(live, null, now), undefined)
  t.match(decideRefresh(live, now, now), { refused: 'session-over', kept: true })
  t.notOk(decideRefresh({ ...live, endedAt: now }, now, now)?.kept, 'a session ends once')
  t.match(decideRefresh({ ...live, expiresAt: now }, null, now), { refused: 'session-over' })
})

t.test('the keys of a ledger are for its first person and treasurer, or its collector', async (t) => {
  const actor = (role: 'treasurer' | 'member', ...held: Role[]): Actor => ({
    kind: 'person',
    id: 'p',
    roles: held,
    organizations: [{ id: 'row', bin: '240340000128', role }],
  })
  const bin = '240340000128'
  const own = { ledger: 'p-1', organizationId: null }
  t.strictSame(keyPlaceOf(actor('treasurer'), bin, 'p-1'), { ledger: bin, organizationId: 'row' })
  t.equal(keyPlaceOf(actor('member'), bin, 'p-1'), undefined)
  t.equal(keyPlaceOf(actor('treasurer'), '150640000112', 'p-1'), undefined)
  t.strictSame(keyPlaceOf(actor('member', 'collector'), undefined, 'p-1'), own)
  t.equal(keyPlaceOf(actor('treasurer'), undefined, 'p-1'), undefined, 'who collects nothing has no keys')
  t.notOk(mayHoldKeys(actor('treasurer', 'collector'), own, 'p-2'))
  const rival = { ledger: bin, organizationId: 'another row' }
  t.notOk(mayHoldKeys(actor('treasurer'), rival, 'p-1'), 'the row counts, not the BIN that two people claim')
})

t.test('guesses are counted by name, and forgiven after success or a while', async (t) => {
  let now = new Date('2026-03-15T06:00:00Z')
  const attempts = countAttempts(() => now)
  for (let i = 0; i < 10; i++) t.equal(attempts.begin('a'), undefined)
  now = new Date('2026-03-15T06:05:00Z')
  t.strictSame(attempts.begin('a'), { waitSeconds: 600 })
  t.equal(attempts.begin('b'), undefined)
  attempts.succeeded('a')
  t.equal(attempts.begin('a'), undefined)
  for (let i = 0; i < 9; i++) attempts.begin('a')
  t.ok(attempts.begin('a'))
  now = new Date('2026-03-15T06:20:00Z')
  t.equal(attempts.begin('a'), undefined)
})
