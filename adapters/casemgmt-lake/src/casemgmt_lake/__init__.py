"""Events and facts as Parquet files, in buckets, for whoever reads columns."""

from casemgmt_lake.adapter import Lake

__all__ = ["Lake"]
