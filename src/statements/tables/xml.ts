import { isXmlError, type XmlHandlers, xmlReader } from '../../kernel/xml.js'
import { wrongFile } from '../reading/wrong-file.js'
import { tableReasons } from './reasons.js'

/** Reads XML piece by piece; after each it yields, so that what was read can be passed on. Throws `WrongFile`. */
export async function* readXml(pieces: AsyncIterable<string>, handlers: XmlHandlers): AsyncGenerator<void> {
  const reader = xmlReader(handlers)
  try {
    for await (const piece of pieces) {
      reader.write(piece)
      yield
    }
    reader.close()
  } catch (error) {
    if (!isXmlError(error)) throw error
    throw wrongFile(1, error.fault === 'doctype' ? tableReasons.doctype : tableReasons.notXlsx)
  }
  yield
}
