// Both pages come in one piece: whoever sees the list asks for an answer next.
export { EvidenceRoute } from './EvidenceRoute'
export { RequestRoute } from './RequestRoute'
