"""What is known: the catalog (SQL), timelines (safetensors) and vectors (Milvus)."""
