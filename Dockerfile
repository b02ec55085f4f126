# syntax=docker/dockerfile:1
# Two stages: the first installs everything, the second holds only what runs.
#
#   docker build -t momentsearch .                          CPU
#   docker build -t momentsearch --build-arg TORCH=cu130 .  NVIDIA GPUs; `docker run --gpus all`
#
# Real checkpoints are not in the image: mount a folder and name it in the settings, or let the
# first start download into the /models volume.

FROM python:3.11-slim AS build
# Which build of torch: uv knows where each lies ("cpu", "cu130", "auto" …).
ARG TORCH=cpu
WORKDIR /source
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY clients/python clients/python
COPY server server
RUN python -m venv /opt/momentsearch && pip install --no-cache-dir uv
RUN uv pip install --no-cache --python /opt/momentsearch --constraint constraints.txt \
        --torch-backend "$TORCH" '.[server,postgresql]'

FROM python:3.11-slim
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin momentsearch \
    && install -d -o momentsearch -g momentsearch /data /models /media
COPY --from=build /opt/momentsearch /opt/momentsearch
ENV PATH=/opt/momentsearch/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HF_HOME=/models \
    MOMENTSEARCH_LISTEN=0.0.0.0:50051 \
    MOMENTSEARCH_DATA_DIR=/data \
    MOMENTSEARCH_MEDIA_ROOTS=/media
USER momentsearch
WORKDIR /data
VOLUME ["/data", "/models"]
EXPOSE 50051
HEALTHCHECK --interval=15s --timeout=5s --start-period=120s --retries=4 \
    CMD ["python", "-m", "momentsearch.healthcheck"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "momentsearch_server"]
CMD ["serve"]
