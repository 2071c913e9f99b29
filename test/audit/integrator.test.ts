import t from 'tap'
import { integrate } from '../../src/audit/integrator.js'
import { startAdal } from '../support/app.js'

const behind = (statement: string) =>
  `SET session_replication_role = replica; ${statement}; RESET session_replication_role`

t.test('nothing is signed upon a head that was changed, or after one was taken away', async (t) => {
  const adal = await startAdal(t, { tampered: true })
  const { signers } = adal.opened
  const sizes = new Map<string, number>()
  const run = () => integrate(adal.owner, signers, adal.clock, sizes)
  await adal.signUp()
  await run()
  await adal.behindTheBack(
    behind(`UPDATE checkpoints SET frontier = decode(repeat('00', length(frontier)), 'hex')`),
  )
  await adal.signUp()
  await t.rejects(run(), /differs from its signed note/)
  await adal.behindTheBack(behind('DELETE FROM checkpoints'))
  await t.rejects(run(), /is gone/)
})
