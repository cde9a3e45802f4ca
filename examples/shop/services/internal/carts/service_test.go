package carts

import (
	"encoding/base64"
	"strings"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	shopv1 "example.com/shop/proto/shop/v1"
)

func service(secret string) *Service { return NewService(NewSealer([]byte(secret))) }

func mugs(quantity int32) *shopv1.Line {
	return &shopv1.Line{Item: "mug", Quantity: quantity, UnitPriceCents: 1450}
}

func put(t *testing.T, s *Service, cart string, line *shopv1.Line) string {
	t.Helper()
	resp, err := s.AddItem(t.Context(), &shopv1.AddItemRequest{Cart: cart, Line: line})
	if err != nil {
		t.Fatal(err)
	}
	return resp.GetCart()
}

func TestEveryReplicaReadsWhatAnotherHasFilled(t *testing.T) {
	cart := put(t, service("secret"), "", mugs(1))
	cart = put(t, service("secret"), cart, &shopv1.Line{Item: "sticker", Quantity: 5, UnitPriceCents: 250})
	cart = put(t, service("secret"), cart, mugs(2))
	got, err := service("secret").GetCart(t.Context(), &shopv1.GetCartRequest{Cart: cart})
	if lines := got.GetLines(); err != nil || len(lines) != 2 || lines[0].GetItem() != "mug" || lines[0].GetQuantity() != 3 || lines[1].GetQuantity() != 5 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestTheNewestPriceCounts(t *testing.T) {
	s := service("secret")
	cart := put(t, s, "", &shopv1.Line{Item: "mug", Quantity: 1, UnitPriceCents: 1})
	got, err := s.GetCart(t.Context(), &shopv1.GetCartRequest{Cart: put(t, s, cart, mugs(1))})
	if err != nil || got.GetLines()[0].GetUnitPriceCents() != 1450 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestNobodyElseMakesOrChangesACart(t *testing.T) {
	s := service("secret")
	cart := put(t, s, "", mugs(1))
	raw, _ := base64.RawURLEncoding.DecodeString(cart)
	raw[len(raw)-1]-- // a cent less
	for name, forged := range map[string]string{
		"another price":     base64.RawURLEncoding.EncodeToString(raw),
		"another secret":    put(t, service("other"), "", mugs(1)),
		"no seal":           base64.RawURLEncoding.EncodeToString(raw[32:]),
		"cut off":           cart[:len(cart)-4],
		"no text of ours":   "cart",
		"something with it": cart + "AAAA",
	} {
		if _, err := s.GetCart(t.Context(), &shopv1.GetCartRequest{Cart: forged}); status.Code(err) != codes.InvalidArgument {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestWhatBreaksARuleIsRefused(t *testing.T) {
	s := service("secret")
	full := ""
	for i := range maxLines {
		full = put(t, s, full, &shopv1.Line{Item: strings.Repeat("x", i+1), Quantity: 1})
	}
	for name, tc := range map[string]struct {
		cart string
		line *shopv1.Line
	}{
		"nothing":            {"", nil},
		"no item":            {"", &shopv1.Line{Quantity: 1}},
		"a blank item":       {"", &shopv1.Line{Item: "  ", Quantity: 1}},
		"a long item":        {"", &shopv1.Line{Item: strings.Repeat("x", 101), Quantity: 1}},
		"NUL in the item":    {"", &shopv1.Line{Item: "mu\x00g", Quantity: 1}},
		"no UTF-8":           {"", &shopv1.Line{Item: "mu\xffg", Quantity: 1}},
		"none of it":         {"", mugs(0)},
		"less than none":     {"", mugs(-1)},
		"too many":           {"", mugs(1001)},
		"too many together":  {put(t, s, "", mugs(1000)), mugs(1)},
		"a price below zero": {"", &shopv1.Line{Item: "mug", Quantity: 1, UnitPriceCents: -1}},
		"one item too many":  {full, mugs(1)},
	} {
		if _, err := s.AddItem(t.Context(), &shopv1.AddItemRequest{Cart: tc.cart, Line: tc.line}); status.Code(err) != codes.InvalidArgument {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
