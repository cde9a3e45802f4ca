// Frontend answers probes on a port and on paths of its own.
package main

import "net/http"

func main() {
	admin := ":9091"
	http.HandleFunc("GET /live", func(http.ResponseWriter, *http.Request) {})
	http.HandleFunc("GET /ready", func(http.ResponseWriter, *http.Request) {})
	go http.ListenAndServe(admin, nil)
	http.ListenAndServe(":8080", nil)
}
