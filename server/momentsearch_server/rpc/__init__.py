"""gRPC: the only package that knows grpc and the generated code."""
