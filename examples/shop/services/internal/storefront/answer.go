package storefront

import (
	"encoding/json"
	"errors"
	"net/http"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/shop/internal/catalogue"
)

// fail says in HTTP what the called ones said. Only the caller's own mistakes
// are explained; the rest goes to the log.
func (a *API) fail(w http.ResponseWriter, r *http.Request, err error) {
	switch s := status.Convert(err); {
	case errors.Is(err, catalogue.ErrNotFound):
		a.reply(w, http.StatusBadRequest, problem("no such product"))
	case errors.Is(err, catalogue.ErrOverloaded), s.Code() == codes.ResourceExhausted:
		w.Header().Set("Retry-After", "1")
		a.reply(w, http.StatusTooManyRequests, problem("too many requests, try again"))
	case s.Code() == codes.InvalidArgument:
		a.reply(w, http.StatusBadRequest, problem(s.Message()))
	case s.Code() == codes.NotFound:
		a.reply(w, http.StatusNotFound, problem(s.Message()))
	case s.Code() == codes.AlreadyExists:
		a.reply(w, http.StatusConflict, problem(s.Message()))
	case errors.Is(err, catalogue.ErrUnavailable), isOutage(s.Code()):
		a.log.WarnContext(r.Context(), "unavailable", "error", err)
		w.Header().Set("Retry-After", "1")
		a.reply(w, http.StatusServiceUnavailable, problem("the shop is unavailable, try again"))
	default:
		a.log.ErrorContext(r.Context(), "failed", "error", err)
		a.reply(w, http.StatusInternalServerError, problem("internal error"))
	}
}

func isOutage(c codes.Code) bool {
	return c == codes.Unavailable || c == codes.Aborted || c == codes.DeadlineExceeded || c == codes.Canceled
}

func problem(text string) map[string]string { return map[string]string{"error": text} }

func (a *API) reply(w http.ResponseWriter, code int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		a.log.Debug("the caller is gone", "error", err)
	}
}
