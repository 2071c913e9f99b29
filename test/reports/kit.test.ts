import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { signNote } from '../../src/audit/checkpoint.js'
import { startAdal } from '../support/app.js'
import { donation, give } from '../support/stories.js'
import { bookkeeping, exported, type Kit, sign, unpacked, verified } from './stories.js'

const adal = await startAdal(t)
const books = await bookkeeping(adal)
await sign(adal)
const auditor = await adal.signInAs('auditor')
const { bytes } = await exported(adal, auditor, books, 'kit?from=2026-03-12&to=2026-03-14')
const kit = await unpacked(bytes)
const signer = adal.opened.signers(books.bin)

t.test('the kit verifies itself with Node alone, and says what it checked', async (t) => {
  const { code, said } = await verified(t, kit, signer.verifierKey)
  t.equal(code, 0, said)
  t.match(said, /All is well with the ledger 240340000128/)
  console.log(said)
})
