/**
 * Gathers single requests into batches: while batches are under way the next one fills. `atOnce` of two keeps both sides
 * busy: the database records one batch while this process reads and answers the requests of the other. Each request gets
 * its own answer; a batch that fails as a whole fails for each.
 */
export function inBatches<Item, Answer>(
  { most, atOnce }: { readonly most: number; readonly atOnce: number },
  run: (items: readonly Item[]) => Promise<readonly Answer[]>,
): (item: Item) => Promise<Answer> {
  const waiting: { item: Item; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = []
  let running = 0

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, most)
      try {
        const answers = await run(batch.map(({ item }) => item))
        for (const [i, { resolve }] of batch.entries()) resolve(answers[i] as Answer)
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    running -= 1
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (running === atOnce) return
      running += 1
      // The turn of the event loop that brought this request may bring more of them.
      setImmediate(drain)
    })
}
