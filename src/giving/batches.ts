const mostUnderway = 2

interface Waiting<Item, Answer> {
  readonly item: Item
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/**
 * Gathers single requests into batches. Two are under way at a time, one at work and one queued behind it on the same
 * connection, so that the database never waits for us; meanwhile the next one fills. Batches side by side on two connections
 * would wait for the same locks (measured). Each request gets its own answer; a batch that fails as a whole fails for each.
 */
export function inBatches<Item, Answer>(
  most: number,
  run: (items: readonly Item[]) => Promise<readonly Answer[]>,
): (item: Item) => Promise<Answer> {
  const waiting: Waiting<Item, Answer>[] = []
  let batchesUnderway = 0
  let itemsUnderway = 0
  let isDue = false

  /** A batch is queued behind another only when it is worth a call of its own. */
  function startNext(): void {
    isDue = false
    while (waiting.length > 0 && batchesUnderway < mostUnderway && waiting.length >= itemsUnderway / 2)
      void start(waiting.splice(0, most))
  }

  async function start(batch: readonly Waiting<Item, Answer>[]): Promise<void> {
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
    startNext()
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (isDue || batchesUnderway === mostUnderway) return
      isDue = true
      // The turn of the event loop that brought this request may bring more of them.
      setImmediate(startNext)
    })
}
