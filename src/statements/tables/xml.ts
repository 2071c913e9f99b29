import { SaxesParser } from 'saxes'
import { isWrongFile, wrongFile } from '../reading/wrong-file.js'
import { tableReasons } from './reasons.js'

export interface Element {
  /** Without its prefix: some writers give every name one. */
  readonly name: string
  attribute(name: string): string | undefined
}

interface Handlers {
  open?(element: Element): void
  text?(text: string): void
  close?(name: string): void
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Reads XML piece by piece; after each it yields, so that what was read can be passed on. Throws `WrongFile`. */
export async function* readXml(pieces: AsyncIterable<string>, handlers: Handlers): AsyncGenerator<void> {
  const parser = new SaxesParser()
  parser.on('doctype', () => {
    throw wrongFile(1, tableReasons.doctype)
  })
  parser.on('opentag', ({ name, attributes }) => {
    const attribute = (wanted: string) =>
      attributes[wanted] ?? Object.entries(attributes).find(([key]) => localName(key) === wanted)?.[1]
    handlers.open?.({ name: localName(name), attribute })
  })
  parser.on('text', (text) => handlers.text?.(text))
  parser.on('cdata', (text) => handlers.text?.(text))
  parser.on('closetag', ({ name }) => handlers.close?.(localName(name)))
  for await (const piece of pieces) {
    parse(() => parser.write(piece))
    yield
  }
  parse(() => parser.close())
  yield
}

function parse(step: () => void): void {
  try {
    step()
  } catch (error) {
    throw isWrongFile(error) ? error : wrongFile(1, tableReasons.notXlsx)
  }
}
