import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

/** A Vite plugin: beside each script and style the same compressed as well as it goes, which the server sends. */
export function compressed() {
  let folder
  return {
    name: 'compressed',
    configResolved: config => { folder = config.build.outDir },
    closeBundle() {
      for (const name of readdirSync(folder, { recursive: true }).filter(name => /\.(m?js|css)$/.test(name))) {
        const content = readFileSync(join(folder, name))
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content))
        writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }))
      }
    },
  }
}
