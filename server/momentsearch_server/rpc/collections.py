"""CollectionService: convert in, call, convert out."""

from __future__ import annotations

import grpc

from momentsearch.v1 import collection_service_pb2 as pb
from momentsearch.v1 import collection_service_pb2_grpc
from momentsearch_server import tokens
from momentsearch_server.library.library import Library
from momentsearch_server.rpc import convert


class CollectionService(collection_service_pb2_grpc.CollectionServiceServicer):
    def __init__(self, library: Library) -> None:
        self._library = library

    def CreateCollection(
        self, request: pb.CreateCollectionRequest, context: grpc.ServicerContext
    ) -> pb.CreateCollectionResponse:
        if not request.name:
            raise convert.required("name", "a name for the collection")
        made = self._library.catalog.create_collection(request.name)
        return pb.CreateCollectionResponse(collection=convert.to_collection(made))

    def GetCollection(
        self, request: pb.GetCollectionRequest, context: grpc.ServicerContext
    ) -> pb.GetCollectionResponse:
        name = convert.from_collection_name(request.name)
        found = self._library.catalog.get_collection(name)
        return pb.GetCollectionResponse(collection=convert.to_collection(found))

    def ListCollections(
        self, request: pb.ListCollectionsRequest, context: grpc.ServicerContext
    ) -> pb.ListCollectionsResponse:
        size = convert.from_page_size(request.page_size, default=100, most=1000)
        place = tokens.decode(request.page_token, question="collections", kinds=(str,))
        found = self._library.catalog.list_collections(
            page_size=size + 1, after=place[0] if place else None
        )
        more = len(found) > size
        return pb.ListCollectionsResponse(
            collections=[convert.to_collection(collection) for collection in found[:size]],
            next_page_token=(
                tokens.encode([found[size - 1].name], question="collections") if more else ""
            ),
        )

    def DeleteCollection(
        self, request: pb.DeleteCollectionRequest, context: grpc.ServicerContext
    ) -> pb.DeleteCollectionResponse:
        name = convert.from_collection_name(request.name)
        removed = self._library.remove_collection(name, force=request.force)
        return pb.DeleteCollectionResponse(removed_media_count=removed)
