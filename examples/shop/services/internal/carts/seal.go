// Package carts is the cart service: it fills carts and reads them, and keeps nothing.
package carts

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"

	"google.golang.org/protobuf/proto"

	shopv1 "example.com/shop/proto/shop/v1"
)

// ErrNotOurs means that a cart was not sealed with this key, or was changed.
var ErrNotOurs = errors.New("the cart is not valid")

// Sealer turns the contents of carts into texts that nobody else can make.
// Their holder can read them.
type Sealer struct{ key []byte }

// NewSealer seals with a secret that all replicas share.
func NewSealer(secret []byte) Sealer {
	key := sha256.Sum256(append([]byte("cart seal v1\n"), secret...))
	return Sealer{key[:]}
}

// Seal returns the text of a cart.
func (s Sealer) Seal(lines []*shopv1.Line) (string, error) {
	content, err := proto.MarshalOptions{Deterministic: true}.Marshal(&shopv1.Cart{Lines: lines})
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(append(s.sum(content), content...)), nil
}

// Open returns what is in a cart. The empty text is an empty cart.
func (s Sealer) Open(text string) ([]*shopv1.Line, error) {
	if text == "" {
		return nil, nil
	}
	sealed, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(sealed) < sha256.Size {
		return nil, ErrNotOurs
	}
	seal, content := sealed[:sha256.Size], sealed[sha256.Size:]
	if !hmac.Equal(seal, s.sum(content)) {
		return nil, ErrNotOurs
	}
	var cart shopv1.Cart
	if err := proto.Unmarshal(content, &cart); err != nil {
		return nil, ErrNotOurs
	}
	return cart.GetLines(), nil
}

func (s Sealer) sum(content []byte) []byte {
	mac := hmac.New(sha256.New, s.key)
	mac.Write(content)
	return mac.Sum(nil)
}
