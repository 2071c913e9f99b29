/** Puts an entry last in a map of bounded size; whoever was put there longest ago gives way. */
export function keepRecent<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  map.delete(key)
  const [oldest] = map.size >= most ? map.keys() : []
  if (oldest !== undefined) map.delete(oldest)
  map.set(key, value)
}
