import { defineConfig } from 'vite'
import { compressed } from './compressed.mjs'

// One script for other people's pages. They write its address into their HTML, so its name stays: v1 is the version of its attributes,
// parts and properties, not of the code. WebFiles.cs says how long browsers keep it.
export default defineConfig({
  base: '/widget/',
  publicDir: false,
  plugins: [compressed()],
  build: {
    outDir: '../wwwroot/widget',
    emptyOutDir: true,
    modulePreload: false,
    lib: { entry: 'widget/main.ts', formats: ['es'], fileName: () => 'v1.js' },
    rollupOptions: { output: { inlineDynamicImports: true } },
  },
})
