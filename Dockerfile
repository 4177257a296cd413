FROM python:3.13-slim AS build
WORKDIR /build
RUN python -m venv /venv
COPY requirements.lock .
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
COPY pyproject.toml README.md ./
COPY src src
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps . \
    && /venv/bin/pip uninstall --yes pip

FROM python:3.13-slim
# The bot writes one file, in /tmp; everything else may be read-only.
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin tabys
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER 10001
WORKDIR /tmp
# True only if Telegram answered within 90 s and Redis answers now.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["tabys-bot", "health"]
# SIGTERM finishes the presses in hand, for up to 25 s.
STOPSIGNAL SIGTERM
ENTRYPOINT ["tabys-bot"]
CMD ["run"]
