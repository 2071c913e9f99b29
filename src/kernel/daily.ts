const dayMilliseconds = 24 * 60 * 60_000

/** Does something now and every day, until it is closed. */
export function everyDay(
  work: () => Promise<void>,
  onError: (error: unknown) => void,
): { close(): Promise<void> } {
  let working = work().catch(onError)
  const daily = setInterval(() => {
    working = work().catch(onError)
  }, dayMilliseconds).unref()
  return {
    async close() {
      clearInterval(daily)
      await working
    },
  }
}
