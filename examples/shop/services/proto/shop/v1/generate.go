package shopv1

// The plugins are pinned as tools in go.mod; protoc itself comes from the
// machine (Debian: protobuf-compiler).
//go:generate sh -c "protoc -I ../.. --plugin=$(go tool -n protoc-gen-go) --go_out=paths=source_relative:../.. --plugin=$(go tool -n protoc-gen-go-grpc) --go-grpc_out=paths=source_relative:../.. shop/v1/cart.proto shop/v1/checkout.proto shop/v1/payments.proto"
