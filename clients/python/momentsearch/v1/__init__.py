"""Generated from proto/momentsearch/v1 by `make gen`; not edited by hand."""
