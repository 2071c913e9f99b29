import { dataFolder } from '../src/house.js'
import { prepareVariant } from '../src/law/evaluate.js'
import { loadLegislation } from '../src/law/load.js'
import { proveStrictness } from '../src/law/proof.js'

/** How long the proof of the two drafts of 2024 takes the first time in a process, and over how many cells. */
export function measureProof(): { readonly seconds: number; readonly cells: number } {
  const law = loadLegislation(dataFolder)
  const [ban, notify] = ['kz-draft-ban-2024', 'kz-draft-notify-2024'].map((id) => law.variants.get(id))
  if (ban === undefined || notify === undefined) throw new Error('a draft is missing')
  const start = performance.now()
  const proof = proveStrictness(prepareVariant(ban), prepareVariant(notify), law)
  if ('tooManyCells' in proof) throw new Error('the drafts have too many cells')
  return { seconds: (performance.now() - start) / 1000, cells: proof.cells }
}
