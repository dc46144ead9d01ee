// html-validate over pages: JSON lines { name, html } come in, one line for each error goes out.
import { createInterface } from 'node:readline'
import { HtmlValidate } from 'html-validate'

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    'attribute-boolean-style': 'off',
    'doctype-style': 'off',
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'reset', 'submit'] }], // boxes of one choice share their name
    'long-title': 'off', // the names of organisations are as long as they are
    'no-implicit-input-type': 'off',
    'no-trailing-whitespace': 'off',
    'tel-non-breaking': 'off', // telephone numbers stand in cells of their own
    'void-style': 'off',
  },
})
for await (const line of createInterface({ input: process.stdin })) {
  const { name, html } = JSON.parse(line)
  for (const { messages } of (await validator.validateString(html)).results) {
    for (const one of messages) console.log(`${name}:${one.line}: ${one.ruleId}: ${one.message}`)
  }
}
