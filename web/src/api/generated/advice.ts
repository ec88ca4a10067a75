/* eslint-disable */
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
import type { InvoiceAdviceQuery, InvoiceAdviceQueryVariables, DecideAdviceMutation, DecideAdviceMutationVariables } from './graphql';
export const InvoiceAdviceDocument = {"kind":"Document","documentId":"88441900248f4d917626504d3a403a2eb7e02604969eea646eccf34a246c1e94","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"InvoiceAdvice"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<InvoiceAdviceQuery, InvoiceAdviceQueryVariables>;
export const DecideAdviceDocument = {"kind":"Document","documentId":"490053f6000a030a3380b115d5d8ff2b8bb458711917cbec12892b115ceb1ac1","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"DecideAdvice"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<DecideAdviceMutation, DecideAdviceMutationVariables>;
