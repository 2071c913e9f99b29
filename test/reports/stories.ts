import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { Test } from 'tap'
import { fromBufferPromise, openPromise } from 'yauzl'
import { type NoteSigner, signNote } from '../../src/audit/checkpoint.js'
import { integrate } from '../../src/audit/integrator.js'
import { uploaded } from '../documents/stories.js'
import { anotherDrive, pay, refund, reverse } from '../giving/stories.js'
import type { Adal, Session } from '../support/app.js'
import { type Charity, confirmedCharity, donation, give } from '../support/stories.js'

/** Texts that a journal, a spreadsheet or a parser could trip over. */
const references = ['', "'=1+1", '=HYPERLINK("http://x","y")', 'а, "б"\r\nв; id:x', '-5', '@SUM', 'түбіртек']

/** A charity with two drives and every kind of transaction. */
export async function bookkeeping(adal: Adal) {
  const charity = await confirmedCharity(adal)
  const { session, bin } = charity
  const { number, donation: first } = await anotherDrive(adal, session, bin)
  const other = await anotherDrive(adal, session, bin, 70)
  for (const [i, reference] of references.entries())
    await give(
      adal,
      session,
      number,
      donation(i + 1, { reference, receivedAt: `2026-03-1${i % 5}T10:00:00Z` }),
    )
  const donor = { kind: 'individual', name: 'Ерлан Сейтқали', iin: '900101350013', visibility: 'full' }
  await give(adal, session, number, donation(12, { donor, channel: 'qr' }))
  await refund(adal, session, number, first, 250)
  const paid = await pay(adal, session, number, 300, {
    evidence: [await uploaded(adal, session, bin)],
    purpose: 'Windows',
  })
  await pay(adal, session, number, 50, { category: 'collecting-costs' })
  await reverse(adal, session, paid.body.disbursement)
  return { ...charity, number, other: other.number }
}

/** A further step of the time, so that a period has something before it. */
export const sign = (adal: Adal) => integrate(adal.owner, adal.opened.signers, adal.clock)

/** A file of the exports as bytes. */
export async function exported(adal: Adal, as: Session, { bin }: Pick<Charity, 'bin'>, form: string) {
  const url = `/v1/ledgers/${bin}/exports/${form}`
  const response = await adal.app.inject({ url, headers: { authorization: `Bearer ${as.token}` } })
  if (response.statusCode !== 200) throw new Error(response.body)
  return { bytes: response.rawPayload, headers: response.headers }
}

export type Kit = Map<string, string>

/** The files of an archive, in memory or at a path. */
async function* filesIn(archive: Buffer | string): AsyncGenerator<[name: string, content: Readable]> {
  const zip = await (typeof archive === 'string' ? openPromise(archive) : fromBufferPromise(archive))
  for await (const entry of zip.eachEntry()) yield [entry.fileName, await zip.openReadStreamPromise(entry)]
}

/** The files of an archive by their names. */
export async function unpacked(archive: Buffer): Promise<Kit> {
  const files: Kit = new Map()
  for await (const [name, content] of filesIn(archive))
    files.set(name, (await buffer(content)).toString('utf8'))
  return files
}

/** An archive in a folder where nothing else is, as whoever downloads it has it. */
export async function unpackedFolder(t: Test, archive: Buffer | string): Promise<string> {
  const folder = folderFor(t)
  for await (const [name, content] of filesIn(archive)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    await pipeline(content, createWriteStream(join(folder, name)))
  }
  return folder
}

function folderFor(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'adal-kit-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function write(folder: string, name: string, content: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), content)
}

/** What the script says of a kit in a folder of its own, and whether it was content. The script is the one that is kept. */
export async function verified(t: Test, kit: Kit, ...given: readonly string[]) {
  const folder = folderFor(t)
  for (const [name, content] of kit) write(folder, name, content)
  return said(['assets/kit/verify.mjs', folder, ...given])
}

/** What the script of a kit says in the folder of the kit. */
export const verifiedThere = (folder: string, ...given: readonly string[]) =>
  said(['verify.mjs', ...given], folder)

const said = (script: readonly string[], cwd?: string) =>
  new Promise<{ code: number; said: string }>((resolve) => {
    execFile(process.execPath, script, { cwd }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), said: stdout + stderr }),
    )
  })

/** What only who holds the key can do: the list of files, and all that it lists, signed anew. */
export function signedAnew(kit: Kit, signer: NoteSigner): Kit {
  const files = [...kit].filter(([name]) => name !== 'manifest.txt')
  const hashed = files.map(([name, text]) => `${createHash('sha256').update(text).digest('hex')}  ${name}\n`)
  const [title] = (kit.get('manifest.txt') ?? '').split('\n')
  return new Map(kit).set('manifest.txt', signNote(`${title}\n${hashed.join('')}`, signer))
}
