import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { House } from '../audit/house.js'
import { answer } from '../http/answer.js'
import { byOf } from '../http/idempotency.js'
import { declare, end, extend } from './actions.js'
import {
  EmergencyEnd,
  EmergencyPage,
  EmergencyPath,
  EmergencyQuery,
  EmergencyView,
  NewEmergency,
} from './contract.js'
import { emergencyPage, emergencyView } from './queries.js'

const tags = ['Emergencies']
const officials = { access: ['akimat', 'administrator'] } as const

export const emergencyRoutes =
  (house: House): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/v1/emergencies',
      {
        config: officials,
        schema: {
          tags,
          summary: 'Record the declaration of an emergency',
          body: NewEmergency,
          response: { 201: EmergencyView },
        },
      },
      async (request, reply) =>
        answer(request, reply, 201, await declare(house, byOf(request), request.body)),
    )
    for (const [verb, act, summary] of [
      ['extend', extend, 'Record the extension of an emergency'],
      ['end', end, 'Record the end of an emergency'],
    ] as const) {
      app.post(
        `/v1/emergencies/:id/${verb}`,
        {
          config: officials,
          schema: {
            tags,
            summary,
            params: EmergencyPath,
            body: EmergencyEnd,
            response: { 200: EmergencyView },
          },
        },
        async (request, reply) =>
          answer(request, reply, 200, await act(house, byOf(request), request.params.id, request.body)),
      )
    }
    app.get(
      '/v1/register/emergencies',
      {
        config: { access: 'public' },
        schema: {
          tags,
          summary: 'The declared emergencies',
          querystring: EmergencyQuery,
          response: { 200: EmergencyPage },
        },
      },
      async (request) => emergencyPage(house.read, request.query),
    )
    app.get(
      '/v1/register/emergencies/:id',
      {
        config: { access: 'public' },
        schema: {
          tags,
          summary: 'One emergency with its dated history',
          params: EmergencyPath,
          response: { 200: EmergencyView },
        },
      },
      async (request, reply) =>
        answer(request, reply, 200, await emergencyView(house.read, request.params.id)),
    )
  }
