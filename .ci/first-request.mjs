// Runs the first request of the README against a running demo: it must answer just what the README shows.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const [, , address] = process.argv
const readme = readFileSync('README.md', 'utf8')
const [, request, answer] = /```sh\n(curl [\s\S]*?)```\s+```text\n([\s\S]*?)```/.exec(readme) ?? []
if (request === undefined) throw new Error('the README shows no first request')
const got = execFileSync('bash', ['-c', request.replaceAll('http://127.0.0.1:8080', address)], {
  encoding: 'utf8',
})
if (got !== answer) throw new Error(`the README shows\n${answer}\nbut the service answers\n${got}`)
console.log(got)
