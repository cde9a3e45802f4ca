// Type speaks gRPC, its health too.
package main

import (
	"net"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
)

func main() {
	health.NewServer()
	listener, _ := net.Listen("tcp", ":9090")
	grpc.NewServer().Serve(listener)
}
