import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { CalendarsFile, DutiesFile, IndicesFile, KatoFile, ProvisionsFile, TextsFile } from './files.js'
import { type Legislation, legislationOf } from './legislation.js'
import { VariantFile } from './variant.js'

export type { Legislation } from './legislation.js'

/**
 * The law from a folder like `data`: reads its `law/*.yaml`. Throws, naming the file, if one is missing or does not hold
 * what it should. The only place of the law that touches the disk.
 */
export function loadLegislation(folder: string): Legislation {
  const law = join(folder, 'law')
  const read = <S extends z.ZodType>(schema: S, ...path: string[]): z.output<S> => {
    const file = join(law, ...path)
    const content = schema.safeParse(parse(readFileSync(file, 'utf8')))
    if (!content.success) throw new Error(`${file}\n${z.prettifyError(content.error)}`)
    return content.data
  }
  return legislationOf({
    indices: read(IndicesFile, 'indices.yaml'),
    calendars: read(CalendarsFile, 'calendars.yaml'),
    provisions: read(ProvisionsFile, 'provisions.yaml'),
    duties: read(DutiesFile, 'duties.yaml'),
    texts: read(TextsFile, 'texts.yaml'),
    kato: read(KatoFile, 'kato.yaml'),
    variants: readdirSync(join(law, 'variants'))
      .sort()
      .map((name) => read(VariantFile, 'variants', name)),
  })
}
