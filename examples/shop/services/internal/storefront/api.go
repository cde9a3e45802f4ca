package storefront

import (
	"cmp"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"unicode/utf8"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	shopv1 "example.com/shop/proto/shop/v1"
)

// maxBody is far above the largest order.
const maxBody = 64 << 10

// API is the shop's HTTP API.
type API struct {
	log      *slog.Logger
	checkout shopv1.CheckoutClient
}

// NewAPI answers requests by calling checkout.
func NewAPI(log *slog.Logger, checkout shopv1.CheckoutClient) *API {
	return &API{log: log, checkout: checkout}
}

// Routes returns the mux of the API.
func (a *API) Routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /orders", a.placeOrder)
	mux.HandleFunc("GET /orders/{id}", a.getOrder)
	return mux
}

type order struct {
	ID       string `json:"id,omitempty"`
	Item     string `json:"item"`
	Quantity int32  `json:"quantity"`
}

func (a *API) placeOrder(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		a.reply(w, http.StatusRequestEntityTooLarge, problem("the body is too large"))
		return
	}
	var wanted order
	if err != nil || json.Unmarshal(body, &wanted) != nil {
		a.reply(w, http.StatusBadRequest, problem(`the body must be JSON like {"item": "mug", "quantity": 1}`))
		return
	}
	// Without a key of the caller's, one of our own still lets gRPC retry.
	key := cmp.Or(r.Header.Get("Idempotency-Key"), rand.Text())
	if !utf8.ValidString(key) {
		a.reply(w, http.StatusBadRequest, problem("Idempotency-Key must be printable ASCII"))
		return
	}
	resp, err := a.checkout.PlaceOrder(r.Context(), &shopv1.PlaceOrderRequest{
		IdempotencyKey: key,
		Item:           wanted.Item,
		Quantity:       wanted.Quantity,
	})
	if err != nil {
		a.fail(w, r, err)
		return
	}
	id := resp.GetOrder().GetId()
	w.Header().Set("Location", "/orders/"+id)
	a.reply(w, http.StatusCreated, map[string]string{"id": id})
}

func (a *API) getOrder(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	if !utf8.ValidString(id) { // not sendable, thus never given out
		a.reply(w, http.StatusNotFound, problem("no such order"))
		return
	}
	resp, err := a.checkout.GetOrder(r.Context(), &shopv1.GetOrderRequest{Id: id})
	if err != nil {
		a.fail(w, r, err)
		return
	}
	o := resp.GetOrder()
	a.reply(w, http.StatusOK, order{ID: o.GetId(), Item: o.GetItem(), Quantity: o.GetQuantity()})
}

// fail says what checkout said, in HTTP. Only the caller's own mistakes are
// explained; the rest goes to the log.
func (a *API) fail(w http.ResponseWriter, r *http.Request, err error) {
	s := status.Convert(err)
	switch s.Code() {
	case codes.InvalidArgument:
		a.reply(w, http.StatusBadRequest, problem(s.Message()))
	case codes.NotFound:
		a.reply(w, http.StatusNotFound, problem(s.Message()))
	case codes.AlreadyExists:
		a.reply(w, http.StatusConflict, problem(s.Message()))
	case codes.Unavailable, codes.DeadlineExceeded, codes.Canceled:
		a.log.WarnContext(r.Context(), "checkout is unavailable", "error", err)
		w.Header().Set("Retry-After", "1")
		a.reply(w, http.StatusServiceUnavailable, problem("checkout is unavailable, try again"))
	default:
		a.log.ErrorContext(r.Context(), "checkout failed", "error", err)
		a.reply(w, http.StatusInternalServerError, problem("internal error"))
	}
}

func problem(text string) map[string]string { return map[string]string{"error": text} }

func (a *API) reply(w http.ResponseWriter, code int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		a.log.Debug("the caller is gone", "error", err)
	}
}
