// What mailparser reads in a mail: paths come in, one a line; one line of JSON goes out for each.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { simpleParser } from 'mailparser'

for await (const path of createInterface({ input: process.stdin })) {
  const mail = await simpleParser(readFileSync(path), { skipImageLinks: true })
  console.log(JSON.stringify({
    from: mail.from.text,
    to: mail.to.value.map((one) => one.address),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    id: mail.messageId,
    headers: [...mail.headers.keys()],
    unsubscribe: mail.headers.get('list')?.unsubscribe?.url ?? null,
    attachments: mail.attachments.length,
  }))
}
