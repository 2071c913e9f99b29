import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { apply, reply as replyTo } from './applying.js'
import {
  ApplicationDecided,
  ApplicationFiled,
  ApplicationPage,
  ApplicationPath,
  ApplicationStatus,
  DecisionPage,
  DecisionQuery,
  EmergencyPath,
  NewApplication,
  NewDecision,
  NewReply,
  QueueQuery,
} from './contract.js'
import { decideApplication } from './deciding.js'
import { applicationQueue, decisionPage } from './queries.js'

const tags = ['Emergency approvals']

export const approvalRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/v1/emergencies/:id/applications',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'Apply to collect for an emergency',
          params: EmergencyPath,
          body: NewApplication,
          response: { 201: ApplicationFiled },
        },
      },
      async (request, reply) => {
        const outcome = await apply(house, byOf(request), request.params.id, request.body)
        return answer(request, reply, 201, outcome)
      },
    )
    app.post(
      '/v1/emergency-applications/:id/decisions',
      {
        config: { access: ['akimat'] },
        schema: {
          tags,
          summary: 'Decide on an application',
          params: ApplicationPath,
          body: NewDecision,
          response: { 201: ApplicationDecided },
        },
      },
      async (request, reply) => {
        const outcome = await decideApplication(house, byOf(request), request.params.id, request.body)
        return answer(request, reply, 201, outcome)
      },
    )
    app.post(
      '/v1/emergency-applications/:id/replies',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'Answer a request for information',
          params: ApplicationPath,
          body: NewReply,
          response: { 201: ApplicationStatus },
        },
      },
      async (request, reply) => {
        const outcome = await replyTo(house, byOf(request), request.params.id, request.body)
        return answer(request, reply, 201, outcome)
      },
    )
    app.get(
      '/v1/emergency-applications',
      {
        config: { access: ['akimat', 'auditor', 'registrar'] },
        schema: {
          tags,
          summary: 'The queue of applications',
          querystring: QueueQuery,
          response: { 200: ApplicationPage },
        },
      },
      async (request) => applicationQueue(house, request.actor, request.query),
    )
    app.get(
      '/v1/register/decisions',
      {
        config: { access: 'public' },
        schema: {
          tags,
          summary: 'Published decisions with their reasons',
          querystring: DecisionQuery,
          response: { 200: DecisionPage },
        },
      },
      async (request) => decisionPage(house.read, request.query),
    )
  }
