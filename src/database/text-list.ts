/** An array literal of words without quotes, commas or spaces. */
export const textList = (words: readonly string[]): string => `{${words.join(',')}}`
