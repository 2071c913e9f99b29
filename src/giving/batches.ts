const mostUnderway = 2

/**
 * Gathers single requests into batches. Two are under way at a time, one at work and one queued behind it on the same
 * connection, so that the database never waits for us; meanwhile the next one fills. Each takes at most half of the requests
 * that are here, so that both are worth their call. Batches side by side on two connections would wait for the same locks
 * (measured). Each request gets its own answer; a batch that fails as a whole fails for each.
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
    // An uneven pair would stay one: the answers of a large batch come back as a large batch, behind which the small one ends early.
    const share = Math.ceil((waiting.length + itemsUnderway) / mostUnderway)
    const batch = waiting.splice(0, Math.min(share, most))
    if (batch.length === 0) return
    batchesUnderway += 1
    itemsUnderway += batch.length
    const answering = run(batch.map(({ item }) => item))
    if (batchesUnderway < mostUnderway) void runNext()
    try {
      const answers = await answering
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
