// GraphQL over HTTP: runs the audits of the graphql-http package against a running server.
// node audit.mjs http://localhost:5080/graphql
import { serverAudits } from 'graphql-http'

const url = process.argv[2]
if (!url) {
  console.error('Usage: node audit.mjs URL, for example http://localhost:5080/graphql')
  process.exit(2)
}

const counts = { ok: 0, warn: 0, notice: 0, error: 0 }
for (const audit of serverAudits({ url })) {
  const result = await audit.fn().catch(reason => ({ status: 'error', reason: String(reason) }))
  counts[result.status]++
  if (result.status !== 'ok') console.log(`${result.status} ${audit.id} ${audit.name}: ${result.reason}`)
}
console.log(Object.entries(counts).map(([status, count]) => `${count} ${status}`).join(', '))
process.exit(counts.warn + counts.notice + counts.error === 0 ? 0 : 1)
