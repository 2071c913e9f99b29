import { SaxesParser } from 'saxes'

export type XmlFault = 'not-xml' | 'doctype' | 'cut-off' | 'too-large'

/** Why a text is no XML that is read here, and where; a DOCTYPE is refused, so that no entity is ever declared. */
export interface XmlError extends Error {
  readonly fault: XmlFault
  /** From 1. */
  readonly line: number
}

const xmlError = (fault: XmlFault, line: number): XmlError =>
  Object.assign(new Error(`XML: ${fault}`), { fault, line })

export const isXmlError = (error: unknown): error is XmlError => error instanceof Error && 'fault' in error

// What a file may make us hold: what is read here is flat, and its texts are short.
const deepest = 32
const longestToken = 1024 * 1024

export interface XmlElement {
  /** Without its prefix: some writers give every name one. */
  readonly name: string
  /** By their names as they are written. */
  readonly attributes: Readonly<Record<string, string>>
}

export interface XmlHandlers {
  /** The encoding that the text says it is in. */
  declared?(encoding: string): void
  open?(element: XmlElement): void
  /** A piece of text, also of CDATA. */
  text?(text: string): void
  close?(name: string): void
}

export interface XmlReader {
  /** The line that is being read, from 1. */
  readonly line: number
  write(piece: string): void
  close(): void
}

/** Reads XML that comes in pieces. `write` and `close` throw `XmlError`, and what the handlers throw. */
export function xmlReader(handlers: XmlHandlers): XmlReader {
  const parser = new SaxesParser()
  let [depth, lastTag, isEnding] = [0, 0, false]
  parser.on('error', () => {
    throw xmlError(isEnding ? 'cut-off' : 'not-xml', parser.line)
  })
  parser.on('doctype', () => {
    throw xmlError('doctype', parser.line)
  })
  parser.on('xmldecl', ({ encoding }) => encoding !== undefined && handlers.declared?.(encoding))
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1
    if (depth > deepest) throw xmlError('too-large', parser.line)
    lastTag = parser.position
    handlers.open?.({ name: localName(name), attributes })
  })
  parser.on('text', (text) => handlers.text?.(text))
  parser.on('cdata', (text) => handlers.text?.(text))
  parser.on('closetag', ({ name }) => {
    depth -= 1
    lastTag = parser.position
    handlers.close?.(localName(name))
  })
  return {
    get line() {
      return parser.line
    },
    write(piece) {
      parser.write(piece)
      if (parser.position - lastTag > longestToken) throw xmlError('too-large', parser.line)
    },
    close() {
      isEnding = true
      parser.close()
    },
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/** An attribute by its name without a prefix, where no other has just this name. */
export const attributeOf = ({ attributes }: XmlElement, wanted: string): string | undefined =>
  attributes[wanted] ?? Object.entries(attributes).find(([name]) => localName(name) === wanted)?.[1]
