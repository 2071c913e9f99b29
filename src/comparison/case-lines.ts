import { promisify } from 'node:util'
import { gunzipSync, gzip } from 'node:zlib'
import { z } from 'zod'
import { unsafeStringsIn } from '../http/safe-strings.js'
import { isIin } from '../kernel/identifiers.js'
import type { FieldError } from '../kernel/problems.js'
import { declareReason, fieldErrorsOf } from '../kernel/reasons.js'
import { Facts } from '../law/facts.js'
import type { Case } from './cases.js'
import { quickCase } from './quick-case.js'

const namesPerson = declareReason('case-id-names-person', {
  kk: 'Жағдайдың белгісі жеке адамның ЖСН-і бола алмайды: ол нәтижелерде көрінеді.',
  ru: 'ИИН человека не может быть обозначением случая: оно видно в результатах.',
  en: 'The IIN of a person cannot be the id of a case: results show it.',
})

/** A case as it is written in a file. */
const CaseLine = z
  .strictObject({
    id: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .refine((id) => !isIin(id), namesPerson),
    facts: Facts,
    labels: z
      .strictObject({
        purpose: z.string().max(100).nullish(),
        size: z.string().max(40).nullish(),
        fraud: z.boolean().nullish(),
      })
      .nullish(),
  })
  .meta({ id: 'CaseLine', description: 'A case of a file; labels never enter an evaluation' })

/** The case that a line of a file holds, or every field of it that is wrong. */
export const decodeCase = (value: unknown): Case | FieldError[] => quickCase(value) ?? decodeByContract(value)

/** The same by the contract alone: slower, and with every reason. */
export function decodeByContract(value: unknown): Case | FieldError[] {
  const unsafe = [...unsafeStringsIn(value, '')]
  if (unsafe.length > 0) return unsafe
  const read = CaseLine.safeDecode(value as z.input<typeof CaseLine>)
  if (!read.success) return fieldErrorsOf(read.error)
  const { id, facts, labels } = read.data
  return { id, facts, labels: labels ?? {} }
}

/** Cases as they are kept and sent to the worker: gzip of NDJSON. */
export interface CaseChunk {
  readonly cases: number
  readonly lines: Uint8Array
}

const compress = promisify(gzip)

export async function packCases(cases: readonly Case[]): Promise<CaseChunk> {
  const lines = await compress(cases.map(lineOf).join('\n'), { level: 1 })
  return { cases: cases.length, lines }
}

function lineOf({ facts, ...rest }: Case): string {
  const { target, raised, costs, transfers } = facts
  return JSON.stringify({
    ...rest,
    facts: {
      ...facts,
      target: target === null ? null : String(target),
      raised: String(raised),
      costs: String(costs),
      transfers: transfers.map((month) => ({ ...month, received: String(month.received) })),
    },
  })
}

/** What was packed has been decoded by its contract before: only the money is made again of its digits. */
export function unpackCases(lines: Uint8Array): Case[] {
  return gunzipSync(lines)
    .toString('utf8')
    .split('\n')
    .map((line) => {
      const { facts, ...rest } = JSON.parse(line)
      const { target, raised, costs, transfers } = facts
      return {
        ...rest,
        facts: {
          ...facts,
          target: target === null ? null : BigInt(target),
          raised: BigInt(raised),
          costs: BigInt(costs),
          transfers: transfers.map((month: { received: string }) => ({
            ...month,
            received: BigInt(month.received),
          })),
        },
      }
    })
}
