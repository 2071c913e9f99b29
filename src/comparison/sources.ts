import type { House } from '../audit/house.js'
import { countOfRegister, registerFacts } from '../collections/queries.js'
import type { Day } from '../kernel/days.js'
import { type CaseChunk, packCases } from './case-lines.js'
import type { NewComparison } from './contract.js'
import { countCasesOfUpload, loadChunk } from './store.js'

/** The cases of a comparison in their order, read as they are needed; without chunks where the worker makes them itself. */
export interface CaseSource {
  readonly total: number
  readonly chunks?: AsyncIterable<CaseChunk>
}

export async function sourceOf(
  { read }: House,
  { cases }: Pick<NewComparison, 'cases'>,
): Promise<CaseSource> {
  switch (cases.from) {
    case 'synthetic':
      return { total: cases.size }
    case 'file':
      return { total: await countCasesOfUpload(read, cases.upload), chunks: chunksOfFile(read, cases.upload) }
    default: {
      const on = cases.asOf as Day
      return { total: await countOfRegister(read, on), chunks: chunksOfRegister(read, on) }
    }
  }
}

async function* chunksOfFile(read: House['read'], upload: string): AsyncGenerator<CaseChunk> {
  for (let number = 0; ; number++) {
    const chunk = await loadChunk(read, upload, number)
    if (chunk === undefined) return
    yield chunk
  }
}

const drivesAtOnce = 100

/** A case is known by the public number of its drive. Nobody has said which drives are frauds. */
async function* chunksOfRegister(read: House['read'], on: Day): AsyncGenerator<CaseChunk> {
  for (let after: string | undefined; ; ) {
    const drives = await registerFacts(read, on, drivesAtOnce, after)
    if (drives.length === 0) return
    after = drives.at(-1)?.id
    yield packCases(
      drives.map(({ number, category, facts }) => ({ id: number, facts, labels: { purpose: category } })),
    )
  }
}
