// Class answers on two ports of one protocol, with a health path that is not ours.
package main

import "net/http"

func main() {
	http.HandleFunc("GET /healthz", func(http.ResponseWriter, *http.Request) {})
	go http.ListenAndServe(":9000", nil)
	http.ListenAndServe(":8080", nil)
}
