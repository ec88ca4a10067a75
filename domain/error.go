package domain

import (
	"errors"
	"fmt"
	"strings"
)

// Code is the machine name of a refusal. The list is closed and part of the public API (enum ErrorCode in the schema).
type Code string

// The closed list of refusal codes; graph/schema/errors.graphqls describes each to clients.
const (
	CodeInvalid             Code = "INVALID"
	CodeNotFound            Code = "NOT_FOUND"
	CodeStale               Code = "STALE"
	CodeWrongState          Code = "WRONG_STATE"
	CodeIdempotencyMismatch Code = "IDEMPOTENCY_MISMATCH"
	CodeDuplicate           Code = "DUPLICATE"
	CodeUnauthenticated     Code = "UNAUTHENTICATED"
	CodeForbidden           Code = "FORBIDDEN"
	CodeOverLimit           Code = "OVER_LIMIT"
	CodeDutyConflict        Code = "DUTY_CONFLICT"
	CodePolicyBlocked       Code = "POLICY_BLOCKED"
	CodeEvidenceMissing     Code = "EVIDENCE_MISSING"
	CodePeriodClosed        Code = "PERIOD_CLOSED"
	CodeSignOffStale        Code = "SIGN_OFF_STALE"
	CodeOutOfBalance        Code = "OUT_OF_BALANCE"
	CodeToleranceExceeded   Code = "TOLERANCE_EXCEEDED"
	CodeUpstream            Code = "UPSTREAM"
	CodeBadRequest          Code = "BAD_REQUEST"
	CodeBadCursor           Code = "BAD_CURSOR"
	CodeGraphQLInvalid      Code = "GRAPHQL_VALIDATION_FAILED"
	CodeNotAllowed          Code = "OPERATION_NOT_ALLOWED"
	CodeTooComplex          Code = "TOO_COMPLEX"
	CodeRateLimited         Code = "RATE_LIMITED"
	CodeTimeout             Code = "TIMEOUT"
	CodeInternal            Code = "INTERNAL"
)

// Error is a refusal fit for a person's eyes. Anything else is our fault: it is
// logged with a reference and shown as INTERNAL without its text.
type Error struct {
	Code    Code           // machine name, part of the public API
	Field   string         // input path, "" when the refusal is about the whole
	Message string         // one sentence; never data that the caller may not see
	Details map[string]any // shape by code, see SCHEMA section 12; nil when there is nothing to add
}

func (e *Error) Error() string {
	if e.Field != "" {
		return fmt.Sprintf("%s: %s: %s", e.Code, e.Field, e.Message)
	}
	return fmt.Sprintf("%s: %s", e.Code, e.Message)
}

// Refuse makes a refusal about the whole input.
func Refuse(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// RefuseField makes a refusal about one input path.
func RefuseField(code Code, field, format string, args ...any) *Error {
	return &Error{Code: code, Field: field, Message: fmt.Sprintf(format, args...)}
}

// With adds one entry to the refusal's details and returns it.
func (e *Error) With(key string, value any) *Error {
	if e.Details == nil {
		e.Details = map[string]any{}
	}
	e.Details[key] = value
	return e
}

// CodeOf returns the refusal code of err, INTERNAL when err is no refusal, "" when err is nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var refusal *Error
	if errors.As(err, &refusal) {
		return refusal.Code
	}
	return CodeInternal
}

// Violation is one broken rule of an input or a document.
type Violation struct {
	Field   string `json:"field"`
	Rule    string `json:"rule"`
	Message string `json:"message"`
}

// Violations collects every broken rule, so that a person mends all of them at once.
type Violations []Violation

// Add records that field breaks rule.
func (v *Violations) Add(field, rule, format string, args ...any) {
	*v = append(*v, Violation{Field: field, Rule: rule, Message: fmt.Sprintf(format, args...)})
}

// Err is nil when nothing was broken, else one INVALID refusal that carries them all.
func (v Violations) Err() error {
	if len(v) == 0 {
		return nil
	}
	texts := make([]string, len(v))
	for i, one := range v {
		texts[i] = one.Message
	}
	refusal := RefuseField(CodeInvalid, v[0].Field, "%s", strings.Join(texts, " "))
	return refusal.With("violations", []Violation(v))
}
