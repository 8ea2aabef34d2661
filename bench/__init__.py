"""Benchmarks: `make bench` writes docs/benchmarks.md, each figure beside a named alternative."""
