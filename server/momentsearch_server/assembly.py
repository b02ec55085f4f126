"""The server's parts put together from its settings, started and stopped in order."""

from __future__ import annotations

import logging
import os
import random
import signal
import threading
from collections.abc import Mapping
from contextlib import ExitStack
from fractions import Fraction
from functools import partial
from pathlib import Path

from momentsearch_server.encoders.calibration import Calibration, read_own
from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.encoders.pairs import EncoderPair, load_pair
from momentsearch_server.errors import Reason, SettingsError
from momentsearch_server.ingest.files import KnownFiles
from momentsearch_server.ingest.intake import Intake
from momentsearch_server.ingest.look import Look
from momentsearch_server.ingest.places import Places
from momentsearch_server.ingest.remover import Remover
from momentsearch_server.ingest.runner import Runner, Running
from momentsearch_server.library import moving
from momentsearch_server.library.catalog_engine import without_password
from momentsearch_server.library.index_keeper import IndexKeeper
from momentsearch_server.library.library import Library
from momentsearch_server.library.lite_pulse import LitePulse
from momentsearch_server.library.recovering import RecoveryReport
from momentsearch_server.media.messages import DecodeRequest
from momentsearch_server.media.sandbox import WorkerLimits, open_media
from momentsearch_server.rpc import server as rpc_server
from momentsearch_server.rpc.collections import CollectionService
from momentsearch_server.rpc.explain import ExplainService
from momentsearch_server.rpc.media import MediaService
from momentsearch_server.rpc.search import SearchService
from momentsearch_server.search.engine import SearchEngine
from momentsearch_server.search.recall_check import RecallCheck
from momentsearch_server.settings import Settings, chosen_encoders
from momentsearch_server.space import Modality
from momentsearch_server.timespan import MICROSECONDS_PER_SECOND, seconds_to_us
from momentsearch_server.web.metrics import Metrics, RunningMetrics, held_metrics_address

_log = logging.getLogger(__name__)

STOP_GRACE_SECONDS = 5.0
# Pictures are decoded no smaller than this: what is left to the encoder's own resizing matters
# little above it, and decoding smaller saves next to nothing.
LEAST_SHORT_SIDE_PX = 224
# One thread in so many may be bringing media in, whether it waits for a caller that sends or reads
# a file: with the watches, which have half, a quarter is left for whoever only asks.
BRINGING_IN_SHARE = 4


class App:
    """A whole server in this process. Tests make one with fake encoders."""

    def __init__(
        self,
        settings: Settings,
        encoders: Mapping[Modality, Encoder],
        *,
        library: Library | None = None,
    ) -> None:
        """Takes over an open ``library``, or opens that of the settings (see ``Library.open`` for
        what it raises), and serves."""
        self.library = library or _opened(settings)
        self._metrics: RunningMetrics | None = None
        # What has been started is stopped in reverse, now if a later part does not start.
        with ExitStack() as stopping:
            stopping.callback(self.library.close)
            for encoder in encoders.values():
                self.library.register_space(encoder.space)
            engine = _engine(settings, self.library, encoders)
            self.recall_check = RecallCheck(
                engine, share=settings.recall_check_share, rng=random.Random()
            )
            stopping.callback(self.recall_check.close)
            metrics = Metrics(self.library.catalog, self.recall_check)
            if settings.metrics_listen:
                self._metrics = metrics.serve(settings.metrics_listen)
                stopping.callback(self._metrics.stop)
            self._running = _runner(settings, self.library, encoders, metrics).start()
            stopping.callback(self._running.stop)
            remover = Remover(self.library, on_failure=metrics.removal_failed)
            stopping.callback(remover.stop)
            files = KnownFiles(self.library)
            bringing_in = Places(settings.request_threads // BRINGING_IN_SHARE)
            self._server = rpc_server.start(
                _services(
                    settings,
                    self.library,
                    engine,
                    self._running,
                    bringing_in=bringing_in,
                    files=files,
                    recall_check=self.recall_check,
                    metrics=metrics,
                ),
                listen=settings.listen,
                threads=settings.request_threads,
                sending=bringing_in,
                token=_token(settings),
                tls=_tls(settings),
            )
            stopping.callback(self._server.stop, grace_seconds=STOP_GRACE_SECONDS)
            stopping.callback(files.close)
            keeper = IndexKeeper(
                self.library, pulse=_pulse(settings), on_problem=self._server.set_problem
            )
            stopping.callback(keeper.stop)
            self._stopping = stopping.pop_all()

    @property
    def port(self) -> int:
        return self._server.port

    @property
    def metrics_port(self) -> int | None:
        """None where no metrics are served."""
        return None if self._metrics is None else self._metrics.port

    def stop(self) -> None:
        """Calls under way get a few seconds; what is being indexed goes back into the queue."""
        self._stopping.close()


def serve(settings: Settings) -> None:
    """Serves until SIGINT or SIGTERM. Says on standard output when it is ready, in one line."""
    _refuse_early(settings)
    library = _opened(settings)
    try:
        # Which may take as long as a download does: until then both signals end this like any
        # program, and what could be refused without it has been.
        encoders = load_encoders(settings).by_modality
    except BaseException:
        library.close()
        raise
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    app = App(settings, encoders, library=library)
    if app.metrics_port is not None:
        metrics_host = settings.metrics_listen.rpartition(":")[0]
        _log.info("metrics: http://%s:%d/metrics", metrics_host, app.metrics_port)
    host = settings.listen.rpartition(":")[0]
    print(f"momentsearch: serving on {host}:{app.port}", flush=True)
    stop.wait()
    _log.info("stopping")
    app.stop()


def _refuse_early(settings: Settings) -> None:
    """Raises ``SettingsError`` for addresses, TLS files or a token that cannot be served with."""
    with rpc_server.held_address(settings.listen, _tls(settings)):
        # Held while the other one is asked for: they may be the same.
        if settings.metrics_listen:
            held_metrics_address(settings.metrics_listen).close()
    _token(settings)


def load_encoders(settings: Settings) -> EncoderPair:
    """Raises ``EncoderRejected`` and ``SettingsError`` as ``encoders.pairs.load_pair`` does."""
    pair = load_pair(
        *chosen_encoders(settings),
        device=settings.device,
        precision=settings.precision,
        threads=settings.threads,
    )
    longest = pair.window_seconds
    if longest is not None and settings.window_seconds > longest:
        raise SettingsError(
            Reason.SETTING_INVALID,
            f"window_seconds is {settings.window_seconds:g}, expected at most {longest:g}: the "
            "sound encoder hears no more at once",
        )
    return pair


def open_library(settings: Settings) -> tuple[Library, RecoveryReport]:
    """With what was put in order; see ``Library.open`` for what it raises."""
    return Library.open(
        settings.data_dir,
        catalog_url=settings.database or None,
        index_uri=settings.milvus or None,
    )


def _opened(settings: Settings) -> Library:
    library, recovered = open_library(settings)
    _log.info("library opened: %s", recovered)
    return library


def _pulse(settings: Settings) -> LitePulse | None:
    uri = settings.milvus or str(settings.data_dir / "milvus.db")
    return LitePulse(Path(uri)) if uri.endswith(".db") else None


def rebuild_index(settings: Settings) -> None:
    """Makes the vector index anew from the timelines, saying how far it is."""
    library, _ = open_library(settings)
    with library:
        library.rebuild_index(
            progress=lambda space, done, total: print(f"{space}: {done} of {total} media")
        )


def move_catalog(settings: Settings, url: str) -> str:
    """Moves the catalog to the database at ``url``; what to say of that."""
    media = moving.move_catalog(settings.data_dir, catalog_url=settings.database or None, url=url)
    return (
        f"the catalog of {media} media is at {without_password(url)} now: start the server with "
        "that as --database; the one that it was in is no longer this library's, and may go"
    )


def _runner(
    settings: Settings,
    library: Library,
    encoders: Mapping[Modality, Encoder],
    metrics: Metrics,
) -> Runner:
    return Runner(
        library=library,
        encoders=encoders,
        open_media=partial(
            open_media,
            request=decode_request(settings, encoders),
            limits=worker_limits(settings),
        ),
        threads=settings.index_workers,
        on_failure=metrics.failed,
    )


def decode_request(settings: Settings, encoders: Mapping[Modality, Encoder]) -> DecodeRequest:
    return DecodeRequest(
        frames_per_second=Fraction(settings.frames_per_second).limit_denominator(1_000_000),
        short_side_px=LEAST_SHORT_SIDE_PX,
        window_us=seconds_to_us(settings.window_seconds),
        hop_us=seconds_to_us(settings.hop_seconds),
        want_frames=Modality.PICTURE in encoders,
        want_sound=Modality.SOUND in encoders,
        max_picture_pixels=_max_picture_pixels(settings),
        max_duration_us=round(settings.maximum_media_hours * 3600 * MICROSECONDS_PER_SECOND),
    )


def _max_picture_pixels(settings: Settings) -> int:
    return round(settings.maximum_picture_megapixels * 1_000_000)


def worker_limits(settings: Settings) -> WorkerLimits:
    """The wall time is what both processes of a worker may compute, and once the time that the
    longest media plays: storage that is just quick enough to play a file is quick enough."""
    return WorkerLimits(
        memory_bytes=settings.decoder_memory_mib << 20,
        cpu_seconds=settings.decoder_cpu_seconds,
        wall_seconds=2 * settings.decoder_cpu_seconds + 3600 * settings.maximum_media_hours,
        stall_seconds=settings.decoder_stall_seconds,
    )


def _engine(
    settings: Settings, library: Library, encoders: Mapping[Modality, Encoder]
) -> SearchEngine:
    spaces = [encoder.space for encoder in encoders.values()]
    own = {space.space_id: read_own(settings.data_dir, space) for space in spaces}
    for encoder in encoders.values():
        _log.info("%s: %s", encoder.space.encoder, _calibrated_by(encoder, own))
    return SearchEngine(
        library,
        tuple(encoders.values()),
        exact_sample_limit=settings.exact_sample_limit,
        candidate_media=settings.candidate_media,
        calibrations={space_id: found for space_id, found in own.items() if found is not None},
    )


def _calibrated_by(encoder: Encoder, own: Mapping[str, Calibration | None]) -> str:
    if own[encoder.space.space_id] is not None:
        return "calibrated on this library"
    if encoder.calibration is not None:
        return "calibrated by its checkpoint"
    return "not calibrated; `admin calibrate` does it, from labels"


def _services(
    settings: Settings,
    library: Library,
    engine: SearchEngine,
    running: Running,
    *,
    bringing_in: Places,
    files: KnownFiles,
    recall_check: RecallCheck,
    metrics: Metrics,
) -> rpc_server.Services:
    intake = Intake(
        library,
        media_roots=settings.media_roots,
        maximum_upload_bytes=settings.maximum_upload_mib << 20,
        queue_limit=settings.queue_limit,
        places=bringing_in,
        files=files,
        wake=running.wake,
    )
    return rpc_server.Services(
        collections=CollectionService(library),
        media=MediaService(
            library,
            intake,
            Look(
                library,
                worker_limits(settings),
                _max_picture_pixels(settings),
                _places_to_look(settings.request_threads),
                files,
            ),
            watcher_limit=settings.request_threads // 2,
        ),
        search=SearchService(
            engine,
            library,
            minimum_confidence=settings.minimum_confidence,
            recall_check=recall_check,
            on_answer=metrics.answered,
        ),
        explain=ExplainService(engine, library, minimum_confidence=settings.minimum_confidence),
    )


def _places_to_look(request_threads: int) -> Places:
    """As many decoders as there are cores. With those that wait for one, they take the threads that
    watches, uploads and imports leave, but for one: who shows answers asks for many frames."""
    threads = max(1, request_threads // 4 - 1)
    decoders = min(threads, max(2, os.cpu_count() or 1))
    return Places(decoders, waiting=threads - decoders)


def _token(settings: Settings) -> str | None:
    if settings.token_file is None:
        return None
    try:
        token = settings.token_file.read_bytes().decode("ascii").strip()
    except (OSError, UnicodeDecodeError):
        token = ""
    if not token.isprintable() or not token:
        raise SettingsError(
            Reason.SETTING_INVALID,
            f"token_file {str(settings.token_file)!r} holds no token: expected one line of ASCII "
            "that this user may read",
        )
    return token


def _tls(settings: Settings) -> rpc_server.TlsFiles | None:
    if settings.tls_certificate is None or settings.tls_key is None:
        return None
    return rpc_server.TlsFiles(certificate=settings.tls_certificate, key=settings.tls_key)
