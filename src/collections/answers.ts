import { z } from 'zod'
import { MoneyView } from '../kernel/money.js'
import { pageOf } from '../kernel/pages.js'
import { approvalStatuses, channels } from '../law/facts.js'
import { EvaluationView } from '../legislation/contract.js'
import { statuses } from './contract.js'
import { FigureEntries } from './figure-entries.js'
import { PurposeFigures } from './purpose-figures.js'
import { Spending } from './spending.js'

const Moment = z.iso.datetime()
const Name = z.object({ kk: z.string(), ru: z.string(), en: z.string().optional() })

export const CollectionRegistered = z
  .object({
    number: z.string().meta({ examples: ['C-7KQ4-M2XA-9T3C'] }),
    status: z.enum(statuses),
    evaluation: EvaluationView,
    shadow: z.array(EvaluationView),
  })
  .meta({
    id: 'CollectionRegistered',
    description: 'What the law in force says, and every other published variant',
  })

export const CollectionStatus = z
  .object({ number: z.string(), status: z.enum(statuses) })
  .meta({ id: 'CollectionStatus' })

const BoxView = z
  .object({
    number: z.string().meta({ examples: ['B-7KQ4-M2XA-9T3C'] }),
    serial: z.string(),
    place: z.string(),
    setUpOn: z.string(),
    sealedOn: z.string().nullable(),
  })
  .meta({ id: 'Box' })

export const BoxesAdded = z.object({ items: z.array(BoxView) }).meta({ id: 'BoxesAdded' })

const OrganizationNamed = z
  .object({ bin: z.string(), name: Name, confirmed: z.boolean() })
  .meta({ id: 'OrganizationNamed' })

const CollectorView = z
  .object({
    kind: z.enum(['organization', 'individual']),
    organization: OrganizationNamed.optional(),
    name: z.string().optional().meta({ description: 'Of a private collector, where she has consented' }),
    host: OrganizationNamed.extend({
      accepted: z.boolean(),
      feePercent: z.number().nullable().meta({ description: 'Of what is raised, for the host' }),
    })
      .meta({ id: 'HostNamed' })
      .optional(),
  })
  .meta({ id: 'CollectionCollector' })

export const CollectionSummary = z
  .object({
    number: z.string(),
    status: z.enum(statuses),
    cancelledForBreach: z.boolean(),
    collector: CollectorView,
    purpose: Name.extend({ category: z.string() }).meta({ id: 'Purpose' }),
    region: z.string(),
    channels: z.array(z.enum(channels)),
    startsOn: z.string(),
    endsOn: z.string().nullable(),
    emergency: z.string().nullable(),
    target: MoneyView.nullable(),
    announced: MoneyView.nullable(),
    raised: MoneyView,
  })
  .meta({ id: 'CollectionSummary' })

const InKind = z
  .object({ received: MoneyView, givenOut: MoneyView, left: MoneyView })
  .meta({ id: 'InKindFigures', description: 'Goods by their value; in no other figure' })

const Figures = z
  .object({
    raised: MoneyView,
    spent: MoneyView,
    costs: MoneyView,
    left: MoneyView,
    heldForReturn: MoneyView,
    exchange: MoneyView.meta({ description: 'Gains less losses by a change of rates: not raised' }),
    inCurrencies: MoneyView.meta({
      description: 'Of what is left: the value of what lies in other currencies',
    }),
    transferredIn: MoneyView.meta({ description: 'From other funds: not raised' }),
    transferredOut: MoneyView.meta({ description: 'To other funds: not spent' }),
    spentByCategory: z.record(z.string(), MoneyView),
    pendingIn: MoneyView.meta({
      description: 'Authorized and not captured, or asked of another fund: neither raised nor left',
    }),
    pendingOut: MoneyView.meta({
      description: 'Waiting for a second person, or asked for by another fund: neither spent nor gone',
    }),
    inKind: InKind,
    gap: MoneyView.nullable().meta({ description: 'Announced less raised: what the books do not show' }),
  })
  .meta({ id: 'CollectionFigures' })

export const CollectionView = CollectionSummary.extend({
  on: z.string().meta({ description: 'The day as of which figures, terms and evaluations hold' }),
  etag: z.string().meta({ description: 'For `If-Match`; also a header' }),
  openedOn: z.string().nullable(),
  closedOn: z.string().nullable(),
  account: z
    .string()
    .nullable()
    .meta({ description: 'Of an organization, once confirmed; a personal account is not shown' }),
  figures: Figures,
  entries: FigureEntries,
  spending: Spending.nullable().meta({ description: 'Null where nothing was declared' }),
  purposeBound: PurposeFigures,
  approval: z
    .object({ status: z.enum(approvalStatuses), approvers: z.number(), since: z.string() })
    .nullable(),
  notices: z.array(z.object({ givenOn: z.string(), endDateGiven: z.boolean(), recordedAt: Moment })),
  boxes: z.array(BoxView),
  report: z
    .object({
      publishedOn: z.string(),
      text: z.string().nullable(),
      raised: MoneyView,
      spent: MoneyView,
      costs: MoneyView,
      entries: FigureEntries.meta({ description: 'As they were known when it was published' }),
      inKind: InKind.nullable(),
      recordedAt: Moment,
    })
    .nullable(),
  history: z.array(
    z.object({
      status: z.enum(statuses),
      on: z.string(),
      reasons: z.string().nullable(),
      recordedAt: Moment,
    }),
  ),
  terms: z.array(
    z.object({
      from: z.string(),
      purpose: Name.extend({ category: z.string() }),
      endsOn: z.string().nullable(),
      target: MoneyView.nullable(),
      announced: MoneyView.nullable(),
      spending: Spending.nullable(),
      recordedAt: Moment,
    }),
  ),
  evaluation: EvaluationView.meta({ description: 'By the law in force on that day' }),
  shadow: z.array(EvaluationView).meta({ description: 'By every other published variant' }),
}).meta({ id: 'Collection' })
export type CollectionView = z.output<typeof CollectionView>

export const CollectionPage = pageOf(CollectionSummary).meta({ id: 'CollectionPage' })
