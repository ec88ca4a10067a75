import type { CodegenConfig } from '@graphql-codegen/cli'
import { addTypenameSelectionDocumentTransform } from '@graphql-codegen/client-preset'
import { createHash } from 'node:crypto'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const config: CodegenConfig = {
  schema: '../graph/schema/*.graphqls',
  documents: ['src/**/*.graphql'],
  generates: {
    'src/api/generated/': {
      preset: 'client',
      // The cache finds what an answer is about by these names.
      documentTransforms: [addTypenameSelectionDocumentTransform],
      presetConfig: {
        fragmentMasking: false,
        persistedDocuments: { mode: 'replaceDocumentWithHash', hashAlgorithm: sha256 },
      },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: {
          ID: 'string',
          Decimal: 'string',
          Currency: 'string',
          Date: 'string',
          DateTime: 'string',
          Duration: 'string',
          Hash: 'string',
          JSON: 'unknown',
        },
      },
    },
  },
}

export default config
