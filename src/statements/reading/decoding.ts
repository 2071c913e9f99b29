import { TextDecoder } from 'node:util'
import { reasons } from './texts.js'
import { wrongFile } from './wrong-file.js'

export type Encoding = 'utf-8' | 'windows-1251' | 'ibm866'

/** The next bytes as text, which begin in a line; after the last bytes without any. */
export type Decode = (chunk: Uint8Array | undefined, line: number) => string

/** Throws `WrongFile`, by its line, for bytes that are no text of the encoding. */
export function decoderOf(encoding: Encoding): Decode {
  const decoder = new TextDecoder(encoding, { fatal: true })
  return (chunk, line) => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
    } catch {
      if (chunk === undefined) throw wrongFile(line, reasons.cutOff)
      const [right = ''] = new TextDecoder(encoding).decode(chunk).split('\uFFFD', 1)
      throw wrongFile(line + right.split('\n').length - 1, reasons.wrongEncoding)
    }
  }
}

const [slavic, kazakh] = ['ЎўЈҐЄЇґєјЅѕїЌЋќћ', 'ҰұӘӨҒҮөғәҢңүҚҺқһ']
const kazakhOf = new Map([...slavic].map((letter, i) => [letter, kazakh[i] ?? letter]))

/**
 * A text of Windows in Kazakhstan (KZ-1048, ҚР СТ 1048) that was read as Windows-1251: Kazakh letters stand where that has letters
 * of Belarusian, Macedonian, Serbian and Ukrainian.
 */
export const withKazakhLetters = (text: string): string =>
  text.replace(/[ЎўЈҐЄЇґєјЅѕїЌЋќћ]/g, (letter) => kazakhOf.get(letter) ?? letter)
