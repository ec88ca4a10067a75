// Package openai lets a language model put a brief into other words, over any endpoint that speaks OpenAI's protocol.
//
// Owns: the request with its fixed JSON schema, time-outs, the circuit that opens when the endpoint fails, and the tokens of a month.
// Does not own: whether what comes back may be shown, which domain.Brief decides.
// Start reading at rephrase.go. Promise: what leaves the machine is the brief alone, nothing is asked that was not configured, and every
// failure is an error within the time-out, so that the caller's own words stand.
package openai
