import { TextDecoder } from 'node:util'
import { type Decode, decoderOf, type Encoding, withKazakhLetters } from './decoding.js'
import { reasons } from './texts.js'
import { wrongFile } from './wrong-file.js'

export interface TextLine {
  readonly line: number
  readonly text: string
}

/** How files call their encoding. */
const encodings: Readonly<Record<string, Encoding>> = {
  windows: 'windows-1251',
  'windows-1251': 'windows-1251',
  cp1251: 'windows-1251',
  ansi: 'windows-1251',
  dos: 'ibm866',
  cp866: 'ibm866',
  'utf-8': 'utf-8',
  utf8: 'utf-8',
}

const longestHeader = 16_384
const longestLine = 65_536
/** The only line that may want its end. */
const lastLine = /^\s*конецфайла\s*$/i
/** What no text holds, and what bytes become that are not of the encoding. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const notText = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/

/** The lines of a 1C exchange file; `isIn` is told the encoding. Throws `WrongFile` where the file is not in one that its header may mean. */
export async function* oneCLines(
  bytes: AsyncIterable<Uint8Array>,
  isIn: (encoding: Encoding) => void,
): AsyncGenerator<TextLine> {
  let head = Buffer.alloc(0)
  let [line, rest, decode] = [0, '', undefined as Decode | undefined]
  const linesOf = function* (text: string, isLast: boolean): Generator<TextLine> {
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/)
    rest = isLast ? '' : (lines.pop() ?? '')
    for (const one of lines) {
      line += 1
      if (notText.test(one)) throw wrongFile(line, reasons.wrongEncoding)
      if (one.length > longestLine) throw wrongFile(line, reasons.longLine)
      if (isLast && one !== '' && !lastLine.test(one)) throw wrongFile(line, reasons.cutOff)
      yield { line, text: one.trim() }
    }
    if (rest.length > longestLine) throw wrongFile(line + 1, reasons.longLine)
  }
  const decodeHead = (): Decode => {
    const encoding = encodingOf(head)
    isIn(encoding)
    return windowsOf(encoding)
  }
  for await (const chunk of bytes) {
    if (decode !== undefined) yield* linesOf(decode(chunk, line + 1), false)
    else {
      head = Buffer.concat([head, chunk])
      if (head.length < longestHeader) continue
      decode = decodeHead()
      yield* linesOf(decode(head, line + 1), false)
    }
  }
  if (decode === undefined) {
    decode = decodeHead()
    yield* linesOf(decode(head, line + 1), false)
  }
  yield* linesOf(decode(undefined, line + 1), true)
}

/**
 * The encoding in which the header can be read, which must be the one that it names; but some programs write `Windows` whatever they
 * write it in, and Cyrillic letters that can be read as UTF-8 are no others.
 */
function encodingOf(head: Uint8Array): Encoding {
  const known = [...new Set(Object.values(encodings))]
  for (const encoding of known) {
    const lines = new TextDecoder(encoding).decode(head.subarray(0, longestHeader)).split(/\r\n|\n|\r/)
    const at = lines.findIndex((text) => /^\s*кодировка\s*=/i.test(text))
    if (at < 0) continue
    const said = lines[at]?.split('=')[1]?.trim().toLowerCase() ?? ''
    const isMeant =
      encodings[said] === encoding || (encodings[said] === 'windows-1251' && encoding === 'utf-8')
    if (!isMeant) throw wrongFile(at + 1, reasons.wrongEncoding, '/Кодировка')
    return encoding
  }
  throw wrongFile(1, reasons.wrongEncoding, '/Кодировка')
}

/** Windows is that of Kazakhstan. */
function windowsOf(encoding: Encoding): Decode {
  const decode = decoderOf(encoding)
  if (encoding !== 'windows-1251') return decode
  return (chunk, line) => withKazakhLetters(decode(chunk, line))
}
