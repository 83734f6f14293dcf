// Writes playbooks/schema.json from the contract; run it after changing src/contract/playbook-document.
import { writeFileSync } from 'node:fs'
import { playbookJsonSchema } from '../src/contract/playbook-document.ts'

const file = new URL('../playbooks/schema.json', import.meta.url)
writeFileSync(file, `${JSON.stringify(playbookJsonSchema(), null, 2)}\n`)
console.log('playbooks/schema.json written')
