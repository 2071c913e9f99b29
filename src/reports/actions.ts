import type { Readable } from 'node:stream'
import type { By, House } from '../audit/house.js'
import type { Signers } from '../audit/integrator.js'
import type { Snapshot } from '../database/snapshots.js'
import { filesAwayOr } from '../documents/away.js'
import { notFound } from '../http/problems.js'
import { type Day, dayOf } from '../kernel/days.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { streamOf } from './archive.js'
import { chartOf } from './chart.js'
import type { KitQuery } from './contract.js'
import { documentFiles, documentList, packedDocuments } from './documents.js'
import type { Journal, JournalForm } from './journals.js'
import { kitOf } from './kit.js'
import { logNotSigned, tooManyExports } from './problems.js'
import { accountsOf, checkpointOf, daysOf, periodSums, pricesOf, transactionsOf } from './queries.js'

/** A journal of the whole ledger, as a stream of the view of one moment. */
export const exportJournal = (house: House, by: By, ledger: string, form: JournalForm) =>
  exporting(
    house,
    by,
    ledger,
    { form: form.name },
    async (_snapshot, journal) => () => streamOf(form.write(journal)),
  )

/** The auditor's kit with the trial balance of a period. */
export const exportKit = (house: House, by: By, ledger: string, signers: Signers, query: KitQuery) =>
  exporting(house, by, ledger, { form: 'kit', ...query }, async (snapshot, journal, days) => {
    const checkpoint = await checkpointOf(snapshot, ledger)
    if (checkpoint === undefined) return logNotSigned()
    const to = query.to ?? days.last
    const period = { from: query.from ?? (days.first <= to ? days.first : to), to }
    const sums = await periodSums(snapshot, ledger, period)
    const signer = signers(ledger)
    const packed = await packedDocuments(snapshot, house.files, by.actor, ledger).catch(filesAwayOr)
    if (isRefusal(packed)) return packed
    const list = {
      name: 'documents.csv',
      content: () => documentList(snapshot, by.actor, ledger, packed),
    }
    const documents = [list, ...documentFiles(house.files, packed)]
    return () => kitOf({ snapshot, journal, period, sums, checkpoint, documents, signer })
  })

/** Reads what must be known before, and answers how the stream is begun. */
type Making = (
  snapshot: Snapshot,
  journal: Journal,
  days: { first: Day; last: Day },
) => Promise<(() => Readable) | Refusal>

/** Opens a view of the ledger, writes down who takes what with him, and makes the stream, which closes the view at its end. */
async function exporting(
  house: House,
  by: By,
  ledger: string,
  facts: Readonly<Record<string, string | undefined>>,
  make: Making,
): Promise<Readable | Refusal> {
  const snapshot = await house.snapshot()
  if (snapshot === undefined) return tooManyExports()
  try {
    const stream = await begin(snapshot)
    if (isRefusal(stream)) await snapshot.close()
    else stream.once('close', () => void snapshot.close())
    return stream
  } catch (error) {
    await snapshot.close()
    throw error
  }

  async function begin(snapshot: Snapshot): Promise<Readable | Refusal> {
    const chart = chartOf(await accountsOf(snapshot, ledger))
    if (chart.size === 0) return notFound()
    const days = await daysOf(snapshot, ledger)
    const transactions = () => transactionsOf(snapshot, ledger)
    const prices = await pricesOf(snapshot, ledger)
    const journal = { ledger, chart, prices, firstOn: days?.first, transactions }
    const today = dayOf(house.clock())
    const made = await make(snapshot, journal, days ?? { first: today, last: today })
    if (isRefusal(made)) return made
    const noted = await noteExport()
    return isRefusal(noted) ? noted : made()
  }

  /** What leaves the house is written down before it does, beside the looks at personal data. */
  function noteExport() {
    const command = { ...by, action: 'ledger.export', subject: `ledger:${ledger}`, log: 'internal' }
    return house.door.act(command, async ({ say }) => {
      say({ facts })
      return {}
    })
  }
}
