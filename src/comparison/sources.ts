import type { House } from '../audit/house.js'
import type { CaseChunk } from './case-lines.js'
import type { NewComparison } from './contract.js'
import { registerSnapshot } from './snapshots.js'
import { type Comparison, countCasesOfUpload, loadChunk } from './store.js'

/** The cases of a comparison in their order, read as they are needed; without chunks where the worker makes them itself. */
export interface CaseSource {
  readonly total: number
  readonly chunks?: AsyncIterable<CaseChunk>
}

/** Those of the register are read and kept at the first attempt. */
export async function sourceOf(
  house: House,
  comparison: Comparison,
  holder: string,
  signal: AbortSignal,
): Promise<CaseSource> {
  const { read } = house
  const { cases } = comparison.request as NewComparison
  switch (cases.from) {
    case 'synthetic':
      return { total: cases.size }
    case 'file':
      return { total: await countCasesOfUpload(read, cases.upload), chunks: keptChunks(read, cases.upload) }
    default: {
      const snapshot = await registerSnapshot(house, comparison.id, cases.asOf!, holder, signal)
      return { total: snapshot.cases, chunks: keptChunks(read, snapshot.chunks) }
    }
  }
}

async function* keptChunks(read: House['read'], upload: string): AsyncGenerator<CaseChunk> {
  for (let number = 0; ; number++) {
    const chunk = await loadChunk(read, upload, number)
    if (chunk === undefined) return
    yield chunk
  }
}
