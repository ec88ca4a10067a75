package server

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"countersign/domain"
)

// errPorch marks errors that the porch wrote itself; the presenter lets them pass.
var errPorch = errors.New("refused by the porch")

// contractError writes a refusal in the words of the contract: message and extensions, no more.
func contractError(ctx context.Context, refusal *domain.Error) *gqlerror.Error {
	rq := requestFrom(ctx)
	extensions := map[string]any{"code": string(refusal.Code), "requestId": rq.id}
	if rq.trace != "" {
		extensions["traceId"] = rq.trace
	}
	if refusal.Field != "" {
		extensions["field"] = refusal.Field
	}
	if len(refusal.Details) > 0 {
		extensions["details"] = refusal.Details
	}
	return &gqlerror.Error{Err: errPorch, Message: refusal.Message, Extensions: extensions}
}

// refuse answers a plain HTTP request with a refusal and the status that fits its code.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	s.refuseStatus(w, r, 0, err)
}

// refuseStatus is refuse with a status of the caller's choice; 0 takes the code's own.
func (s *Server) refuseStatus(w http.ResponseWriter, r *http.Request, status int, err error) {
	var told *gqlerror.Error
	var refusal *domain.Error
	if errors.As(err, &refusal) {
		told = contractError(r.Context(), refusal)
	} else {
		s.log.ErrorContext(r.Context(), "request failed", "error", err)
		refusal = internal()
		told = contractError(r.Context(), refusal)
	}
	if status == 0 {
		status = statusOf(refusal.Code)
	}
	writeJSON(w, status, "application/json; charset=utf-8", map[string]any{"errors": []*gqlerror.Error{told}})
}

func writeJSON(w http.ResponseWriter, status int, contentType string, body any) {
	text, err := json.Marshal(body)
	if err != nil { // only our own shapes come here
		http.Error(w, "The answer could not be written.", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(text)
}

// statusOf is the HTTP status of a refusal outside GraphQL.
func statusOf(code domain.Code) int {
	switch code {
	case domain.CodeUnauthenticated:
		return http.StatusUnauthorized
	case domain.CodeForbidden, domain.CodeNotAllowed, domain.CodeOverLimit, domain.CodeDutyConflict, domain.CodePolicyBlocked:
		return http.StatusForbidden
	case domain.CodeNotFound:
		return http.StatusNotFound
	case domain.CodeStale, domain.CodeWrongState, domain.CodeDuplicate, domain.CodeIdempotencyMismatch, domain.CodePeriodClosed:
		return http.StatusConflict
	case domain.CodeRateLimited:
		return http.StatusTooManyRequests
	case domain.CodeTimeout:
		return http.StatusServiceUnavailable
	case domain.CodeUpstream:
		return http.StatusBadGateway
	case domain.CodeInternal:
		return http.StatusInternalServerError
	default:
		return http.StatusBadRequest
	}
}
