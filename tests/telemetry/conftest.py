"""Somebody who listens to everything, in memory."""

import logging

import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from casemgmt.telemetry.listening import MEASURES, SPANS


class Watcher:
    """What was heard so far."""

    def __init__(self, exporter, reader, records):
        self._exporter, self._reader, self.records = exporter, reader, records

    @property
    def spans(self):
        return self._exporter.get_finished_spans()

    def named(self, name):
        return [one for one in self.spans if one.name == f"casemgmt.{name}"]

    def measured(self, name):
        """Every point of a measure: its attributes, and its value or how often."""
        data = self._reader.get_metrics_data()
        kinds = [
            kind
            for of in (data.resource_metrics if data else ())
            for scope in of.scope_metrics
            for kind in scope.metrics
        ]
        return [
            (dict(point.attributes), getattr(point, "value", getattr(point, "count", None)))
            for kind in kinds
            if kind.name == f"casemgmt.{name}"
            for point in kind.data.data_points
        ]

    @property
    def lines(self):
        return [record.getMessage() for record in self.records]

    def everything(self):
        """All that left the process, as text."""
        data = self._reader.get_metrics_data()
        spans = [one.to_json() for one in self.spans]
        records = [str(vars(record)) for record in self.records]
        return "\n".join([*spans, data.to_json() if data else "", *records])


class Kept(logging.Handler):
    """Keeps every record, from the first on."""

    def __init__(self):
        super().__init__()
        self.records = []

    def emit(self, record):
        self.records.append(record)


@pytest.fixture
def watcher(monkeypatch):
    exporter, reader = InMemorySpanExporter(), InMemoryMetricReader()
    spans, measures = TracerProvider(), MeterProvider([reader])
    spans.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(SPANS, "_found", spans)
    monkeypatch.setattr(MEASURES, "_found", measures)
    logger, kept = logging.getLogger("casemgmt"), Kept()
    logger.setLevel(logging.DEBUG)
    logger.addHandler(kept)
    yield Watcher(exporter, reader, kept.records)
    logger.removeHandler(kept)
    logger.setLevel(logging.NOTSET)
    spans.shutdown()
    measures.shutdown()
