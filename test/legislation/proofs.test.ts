import t from 'tap'
import { addDays } from '../../src/kernel/days.js'
import type { Proof } from '../../src/law/proof.js'
import type { Variant } from '../../src/law/variant.js'
import { openProofs, type ProofTask, proveInWorker } from '../../src/legislation/proofs.js'
import { law, variantOf } from '../law/support.js'
import { startAdal } from '../support/app.js'
import { change, compose, newVariant } from './stories.js'

const [ban, notify, current] = ['kz-draft-ban-2024', 'kz-draft-notify-2024', 'kz-current'] as const

t.test('anybody learns which of two variants is the stricter, with cases that show it', async (t) => {
  const adal = await startAdal(t)
  const path = `/v1/variants/${ban}/compared-with/${notify}`
  const first = await adal.call('GET', path)
  t.equal(first.status, 200)
  t.match(first.body, {
    a: { id: ban, hash: law.variants.get(ban)!.hash },
    b: { id: notify, hash: law.variants.get(notify)!.hash },
    byOutcome: { relation: 'stricter' },
    byFindings: { relation: 'incomparable' },
  })
  t.ok(first.body.cells > 1_000)
  t.strictSame((await adal.call('GET', path)).body, first.body, 'asked again, the same')

  const { stricter, laxer } = first.body.byFindings.witnesses
  const { body } = await adal.call('POST', '/v1/evaluations', {
    body: { cases: [stricter, laxer], variants: [ban, notify] },
  })
  const codes = body.results.map((cells: { findings: { code: string }[] }[]) =>
    cells.map(({ findings }) => findings.map(({ code }) => code)),
  )
  t.strictSame(codes, [
    [['not-accredited', 'start-notice-missing', 'closing-date-missing'], ['not-accredited']],
    [['individual-banned', 'start-notice-missing', 'closing-date-missing'], ['individual-notice-missing']],
  ])
})

t.test('the law in force is equivalent to voluntary accreditation', async (t) => {
  const adal = await startAdal(t)
  const { body } = await adal.call('GET', `/v1/variants/kz-voluntary/compared-with/${current}`)
  const nothing = { relation: 'equivalent', witnesses: {} }
  t.strictSame([body.byOutcome, body.byFindings], [nothing, nothing])
})

t.test('a variant that an analyst composed is proved too, for whoever can see it', async (t) => {
  const adal = await startAdal(t)
  const analyst = await adal.signInAs('analyst')
  await compose(adal, analyst, newVariant('kz-ban-alone'))
  const path = `/v1/variants/kz-ban-alone/compared-with/${current}`
  t.equal((await adal.call('GET', path)).status, 404, 'nobody else sees it yet')
  t.match(await adal.call('GET', path, { as: analyst }), {
    status: 200,
    body: { byOutcome: { relation: 'stricter' }, byFindings: { relation: 'stricter' } },
  })
})

t.test('an unknown variant on either side is not found', async (t) => {
  const adal = await startAdal(t)
  for (const path of [`nowhere/compared-with/${ban}`, `${ban}/compared-with/nowhere`])
    t.match(await adal.call('GET', `/v1/variants/${path}`), {
      status: 404,
      body: { type: '/problems/not-found' },
    })
})

/** A prover that ends a proof when it is told to. */
function heldProver() {
  const ends: (() => void)[] = []
  const begun: string[] = []
  const prove = ({ a, b }: { a: Variant; b: Variant }) => {
    begun.push(`${a.id} ${b.id}`)
    return new Promise<Proof>((resolve) => {
      ends.push(() => resolve({ cells: ends.length } as Proof))
    })
  }
  return { prove, begun, endNext: () => ends.shift()?.() }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

t.test(
  'a pair is proved once for all who ask, one pair at a time, and a long queue is refused',
  async (t) => {
    const { prove, begun, endNext } = heldProver()
    const proofs = openProofs(law, prove)
    const shipped = [...law.variants.values()]
    const first = proofs.proofOf(variantOf(ban), variantOf(notify))
    t.equal(proofs.proofOf(variantOf(ban), variantOf(notify)), first, 'who asks meanwhile waits for the same')
    const queue = shipped.map((other) => proofs.proofOf(variantOf(current), other))
    t.ok(queue.every(Boolean))
    t.equal(proofs.proofOf(variantOf(notify), variantOf(ban)), undefined, 'eight are waiting')
    await turn()
    t.strictSame(begun, [`${ban} ${notify}`])
    endNext()
    await first
    await turn()
    t.equal(begun.length, 2)
    t.ok(proofs.proofOf(variantOf(notify), variantOf(ban)), 'one may wait again')
    for (let i = 0; i < 8; i++) {
      endNext()
      await turn()
    }
    t.equal(begun.length, 9)
    await proofs.close()
  },
)

t.test('a proof that failed is tried again', async (t) => {
  let tries = 0
  const proofs = openProofs(law, async () => {
    tries += 1
    if (tries === 1) throw new Error('the thread broke')
    return { cells: 1 } as Proof
  })
  await t.rejects(proofs.proofOf(variantOf(ban), variantOf(notify))!, /the thread broke/)
  t.match(await proofs.proofOf(variantOf(ban), variantOf(notify)), { cells: 1 })
})

t.test('a proof that takes too long or too much is given up for good, and the next goes on', async (t) => {
  const plenty = { milliseconds: 60_000, megabytes: 512 }
  for (const little of [
    { ...plenty, milliseconds: 1 },
    { ...plenty, megabytes: 16 },
  ]) {
    const begun: string[] = []
    const proofs = openProofs(law, (task: ProofTask, closing: AbortSignal) => {
      begun.push(task.a.id)
      return proveInWorker(task, closing, task.a.id === ban ? little : plenty)
    })
    const [givenUp, next] = [
      proofs.proofOf(variantOf(ban), variantOf(notify)),
      proofs.proofOf(variantOf(notify), variantOf(ban)),
    ]
    t.strictSame(await givenUp, { tooManyCells: null })
    t.match(await next, { byOutcome: { relation: 'laxer' } })
    t.strictSame(await proofs.proofOf(variantOf(ban), variantOf(notify)), { tooManyCells: null })
    t.strictSame(begun, [ban, notify], 'not tried again')
    await proofs.close()
  }
})

t.test('a variant with too many changes to prove is refused as such', async (t) => {
  const adal = await startAdal(t)
  const as = await adal.signInAs('analyst')
  const changes = Array.from({ length: 40 }, (_, i) =>
    change('lead-time', 'on', {
      parameters: { days: 1 + (i % 30), count: 'working' },
      from: addDays('2026-01-10', i * 17),
      transition: { 'all-after-days': 5 + i },
    }),
  )
  await compose(adal, as, newVariant('ever-changing', { changes }))
  t.match(await adal.call('GET', `/v1/variants/ever-changing/compared-with/${current}`, { as }), {
    status: 422,
    body: { type: '/problems/too-many-cells' },
  })
})

t.test('closing ends the thread of a proof under way', async (t) => {
  const proofs = openProofs(law)
  const proof = proofs.proofOf(variantOf('ref-sg'), variantOf('ref-cz'))!
  const ended = t.rejects(proof, /no answer/)
  await turn()
  await proofs.close()
  await ended
})
