import { inflateSync } from 'node:zlib'

/** The content of every compressed stream of a PDF. */
const streamsOf = (pdf: Buffer): string[] =>
  [...pdf.toString('latin1').matchAll(/stream\n([\s\S]*?)\nendstream/g)].flatMap(([, stream = '']) => {
    try {
      return inflateSync(Buffer.from(stream, 'latin1')).toString('latin1')
    } catch {
      return []
    }
  })

/** What a reader would copy out of a PDF that embeds one font: its glyphs by the table that names their letters. */
export function textOf(pdf: Buffer): string {
  const streams = streamsOf(pdf)
  const letters = new Map<number, string>()
  for (const stream of streams)
    for (const [, first = '', list = ''] of stream.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g))
      for (const [i, [, hex = '']] of [...list.matchAll(/<([0-9a-f ]+)>/g)].entries())
        letters.set(
          Number.parseInt(first, 16) + i,
          String.fromCharCode(
            ...(hex.replaceAll(' ', '').match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16)),
          ),
        )
  const glyphs = streams.flatMap((stream) =>
    [...stream.matchAll(/\[([^\]]*)\] TJ/g)].map(([, line = '']) => line),
  )
  return glyphs
    .map((line) =>
      [...line.matchAll(/<([0-9a-f]*)>/g)]
        .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
        .map((glyph) => letters.get(Number.parseInt(glyph, 16)) ?? '?')
        .join(''),
    )
    .join('\n')
}
