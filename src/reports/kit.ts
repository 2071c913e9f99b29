import { readFileSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { type NoteSigner, signNote } from '../audit/checkpoint.js'
import type { Snapshot } from '../database/snapshots.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import type { Day } from '../kernel/days.js'
import { type KitFile, withManifest, zipOf } from './archive.js'
import { accountName, beancountName } from './chart.js'
import { type Cell, csvOf } from './csv.js'
import { type Journal, journalForms } from './journals.js'
import { leavesOf, type PeriodSums, sealsOf } from './queries.js'
import { registerOf } from './register.js'
import { registers } from './registers.js'
import { trialBalanceFile } from './trial-balance.js'

// The compiler leaves files alone, so they stand beside `dist`, at the root of the project.
const asset = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../assets/kit/${name}`, import.meta.url)), 'utf8')
const [readme, script] = [asset('README.md'), asset('verify.mjs')]

export interface KitSource {
  readonly snapshot: Snapshot
  readonly journal: Journal
  readonly period: { readonly from: Day; readonly to: Day }
  readonly sums: readonly PeriodSums[]
  /** The newest signed head of the ledger's log. */
  readonly checkpoint: string
  /** `documents.csv`, and the documents that it says are packed. */
  readonly documents: readonly KitFile[]
  /** Signs for the ledger's log, and so the list of the kit's files. */
  readonly signer: NoteSigner
}

/** The first line of the list of files: it has spaces, so that no name of a log, and no checkpoint, can look like it. */
const title = (origin: string): string => `Files of the auditor's kit of ${origin}\n`

/**
 * The auditor's kit: one archive with all that is needed to verify a ledger without our server. The same snapshot, period and
 * right to see documents make the same bytes. The trial balance is of the period; all else is the ledger from its first day on, or
 * nobody could compute the log anew.
 */
export function kitOf(source: KitSource): Readable {
  const { signer } = source
  return zipOf(
    withManifest(filesOf(source), 'manifest.txt', (lines) =>
      signNote(title(signer.name) + lines.join(''), signer),
    ),
  )
}

function filesOf({ snapshot, journal, period, sums, checkpoint, documents, signer }: KitSource): KitFile[] {
  const { ledger, chart } = journal
  const text = (name: string, content: string): KitFile => ({ name, content: () => [content] })
  return [
    text('README.md', readme),
    text('verify.mjs', script),
    text('kit.json', `${canonicalJson({ kit: 1, ledger, ...period })}\n`),
    { name: 'accounts.csv', content: () => csvOf(accountColumns, accountRows(journal)) },
    { name: 'trial-balance.csv', content: () => trialBalanceFile(chart, sums) },
    ...journalForms.map(({ file, write }) => ({ name: file, content: () => write(journal) })),
    ...registers.map((register) => ({
      name: register.file,
      content: () => registerOf(snapshot, ledger, register),
    })),
    { name: 'seals.ndjson', content: () => ended(sealsOf(snapshot, ledger)) },
    ...documents,
    text('log/key.txt', `${signer.verifierKey}\n`),
    text('log/checkpoint.txt', checkpoint),
    { name: 'log/leaves.ndjson', content: () => ended(leavesOf(snapshot, ledger)) },
  ]
}

async function* ended(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`
}

const accountColumns = [
  ...['number', 'account', 'beancount', 'code', 'type', 'fund', 'beside', 'drive', 'role', 'currency'],
]

const accountRows = ({ chart }: Journal): Cell[][] =>
  [...chart.values()].map((account) => {
    const { number, code, type, fund, beside, drive, role, currency } = account
    const names = [accountName(account), beancountName(account)]
    return [number, ...names, code, type, fund, beside, drive, role, currency]
  })
