"""Scopes of searches, remembered."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence

from momentsearch_server.library.catalog import Catalog
from momentsearch_server.library.records import Scope

_KEPT = 16


class Scopes:
    """The last few scopes, each for as long as the revision of its collection lasts."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._known: OrderedDict[Hashable, Scope] = OrderedDict()
        self._lock = threading.Lock()
        # Each for a share of the keys, by their hash.
        self._readers = [threading.Lock() for _ in range(_KEPT)]

    def get(
        self,
        collection: str,
        *,
        media_ids: Sequence[str] | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> Scope:
        """As ``Catalog.scope``.

        That reads of every media, so that of searches which miss a scope together one reads and the
        others wait for what it finds.
        """
        ids = None if media_ids is None else tuple(sorted(set(media_ids)))
        key = (collection, ids, tuple(sorted((labels or {}).items())))
        if (known := self._find(key, collection)) is not None:
            return known
        with self._readers[hash(key) % _KEPT]:
            if (known := self._find(key, collection)) is not None:
                return known
            scope = self._catalog.scope(collection, media_ids=ids, labels=labels)
            with self._lock:
                self._known[key] = scope
                if len(self._known) > _KEPT:
                    self._known.popitem(last=False)
        return scope

    def _find(self, key: Hashable, collection: str) -> Scope | None:
        revision = self._catalog.revision(collection)
        with self._lock:
            known = self._known.get(key)
            if known is None or known.revision != revision:
                return None
            self._known.move_to_end(key)
            return known
