package catalogue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
)

var (
	// ErrUnavailable means that the catalogue does not answer now but may later.
	ErrUnavailable = errors.New("the catalogue is unavailable")
	// ErrOverloaded means that the catalogue was asked too often.
	ErrOverloaded = errors.New("the catalogue is asked too often")
)

// maxAnswer is far above the whole catalogue.
const maxAnswer = 4 << 20

// Client asks the catalogue over HTTP.
type Client struct {
	base string
	http *http.Client
}

// NewClient asks the catalogue whose URL is base.
func NewClient(base string, client *http.Client) *Client { return &Client{base, client} }

// List returns all products.
func (c *Client) List(ctx context.Context) ([]Product, error) {
	var products []Product
	err := c.get(ctx, "/products", &products)
	return products, err
}

// Get returns a product, or ErrNotFound.
func (c *Client) Get(ctx context.Context, id string) (Product, error) {
	if !couldBeID(id) {
		return Product{}, ErrNotFound
	}
	var product Product
	err := c.get(ctx, "/products/"+url.PathEscape(id), &product)
	return product, err
}

func (c *Client) get(ctx context.Context, path string, into any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, nil)
	if err != nil {
		return err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	defer func() { _ = resp.Body.Close() }()
	body := io.LimitReader(resp.Body, maxAnswer)
	switch {
	case resp.StatusCode == http.StatusOK:
		if err := json.NewDecoder(body).Decode(into); err != nil {
			return fmt.Errorf("%w: what it says is not JSON: %w", ErrUnavailable, err)
		}
		_, _ = io.Copy(io.Discard, body) // lets the connection be used again
		return nil
	case resp.StatusCode == http.StatusNotFound:
		return ErrNotFound
	case resp.StatusCode == http.StatusTooManyRequests:
		return ErrOverloaded
	}
	return fmt.Errorf("%w: it answers %s", ErrUnavailable, resp.Status)
}
