const mostUnderway = 2

/**
 * Gathers single requests into batches. Two are under way at a time, one at work and one queued behind it on the same
 * connection, so that the database never waits for us; meanwhile the next one fills. Batches side by side on two connections
 * would wait for the same locks (measured). Each request gets its own answer; a batch that fails as a whole fails for each.
 */
export function inBatches<Item, Answer>(
  most: number,
  run: (items: readonly Item[]) => Promise<readonly Answer[]>,
): (item: Item) => Promise<Answer> {
  const waiting: { item: Item; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = []
  let batchesUnderway = 0
  let itemsUnderway = 0
  let isDue = false

  async function runNext(): Promise<void> {
    isDue = false
    const batch = waiting.splice(0, most)
    if (batch.length === 0) return
    batchesUnderway += 1
    itemsUnderway += batch.length
    try {
      const answers = await run(batch.map(({ item }) => item))
      for (const [i, { resolve }] of batch.entries()) resolve(answers[i] as Answer)
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
    batchesUnderway -= 1
    itemsUnderway -= batch.length
    void runNext()
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      // A batch is queued behind another only when it is worth a call of its own.
      const isWorthIt = waiting.length >= itemsUnderway / 2
      if (isDue || batchesUnderway === mostUnderway || !isWorthIt) return
      isDue = true
      // The turn of the event loop that brought this request may bring more of them.
      setImmediate(runNext)
    })
}
