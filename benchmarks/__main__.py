"""The quick set: ``python -m benchmarks``, a few minutes, one JSON object a line."""

from . import (
    machine,
    postgres_appends,
    r7_erasing,
    r8_proof,
    r11_sealing,
    s1_commands,
    s2_growth,
    s3_writers,
    s4_files,
    s6_loading,
    s7_rebuild,
    s8_facts,
    s9_indicators,
    s10_past_days,
    s11_start,
    s13_xlsx,
)

QUICK = (
    machine,
    s1_commands,
    s2_growth,
    s3_writers,
    s4_files,
    s6_loading,
    s7_rebuild,
    s8_facts,
    s9_indicators,
    s10_past_days,
    s11_start,
    s13_xlsx,
    postgres_appends,
    r7_erasing,
    r8_proof,
    r11_sealing,
)

if __name__ == "__main__":
    for promise in QUICK:
        promise.main()
