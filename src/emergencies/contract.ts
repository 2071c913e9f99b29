import { z } from 'zod'
import { Day, Kato } from '../kernel/identifiers.js'
import { PageQuery, pageOf } from '../kernel/pages.js'

export const kinds = ['natural', 'technogenic'] as const
export const scales = ['facility', 'local', 'regional', 'global'] as const
export const actKinds = ['declared', 'extended', 'ended'] as const

const Act = z
  .strictObject({ number: z.string().trim().min(1).max(100), date: Day })
  .meta({ id: 'EmergencyActReference', description: 'The legal act that says so, and its day' })

export const NewEmergency = z
  .strictObject({
    region: Kato,
    kind: z.enum(kinds),
    scale: z
      .enum(scales)
      .meta({ description: 'An emergency of global scale is recorded by an administrator' }),
    act: Act,
    effectiveFrom: Day.meta({ description: 'May be earlier than the day of the act' }),
    territory: z.array(Kato).min(1).max(500),
    endsOn: Day.optional(),
  })
  .meta({ id: 'NewEmergency' })
export type NewEmergency = z.output<typeof NewEmergency>

export const EmergencyEnd = z
  .strictObject({ act: Act, endsOn: Day })
  .meta({ id: 'EmergencyEnd', description: 'The last day of the emergency, and the act that says so' })
export type EmergencyEnd = z.output<typeof EmergencyEnd>

export const EmergencyPath = z.object({ id: z.uuid() })

export const EmergencyQuery = PageQuery.extend({
  after: z.uuid().optional(),
  region: Kato.optional().meta({ description: 'Some place of the territory lies in it' }),
  on: Day.optional().meta({ description: 'In force on that day' }),
})
export type EmergencyQuery = z.output<typeof EmergencyQuery>

const ActView = z
  .object({
    says: z.enum(actKinds),
    act: z.object({ number: z.string(), date: z.string() }),
    endsOn: z.string().nullable(),
    recordedAt: z.iso.datetime(),
    officialRegion: z.string().nullable().meta({ description: 'Null for an act of the Government' }),
  })
  .meta({ id: 'EmergencyAct' })

export const EmergencyView = z
  .object({
    id: z.uuid(),
    region: z.string(),
    kind: z.enum(kinds),
    scale: z.enum(scales),
    territory: z.array(z.string()),
    act: z.object({ number: z.string(), date: z.string() }),
    effectiveFrom: z.string(),
    endsOn: z.string().nullable(),
    recordedAt: z.iso.datetime(),
    history: z.array(ActView),
  })
  .meta({ id: 'Emergency' })
export type EmergencyView = z.output<typeof EmergencyView>

export const EmergencyPage = pageOf(EmergencyView).meta({ id: 'EmergencyPage' })
