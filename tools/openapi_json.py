#!/usr/bin/env python3
"""Writes the contract as JSON, the form that programs read.

Usage: openapi_json.py api/openapi.yaml OUT.json
"""
import json
import pathlib
import sys

import yaml


def main():
    contract = yaml.safe_load(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    text = json.dumps(contract, ensure_ascii=False, separators=(",", ":"), default=str)
    pathlib.Path(sys.argv[2]).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
