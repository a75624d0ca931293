"""A Ray cluster of two machines on this one, of which one is lost in the midst of the work."""

import json
import logging
import sys
from dataclasses import asdict
from pathlib import Path

import ray
from ray.cluster_utils import Cluster

from extractor.batch import Extracting, Failure, Finding, Limits, ray_cluster

NODE = {"num_cpus": 1, "object_store_memory": 100_000_000}


def main(folder: str, lose_after: int, output: str) -> None:
    logging.basicConfig()
    cluster = Cluster(initialize_head=True, head_node_args=NODE | {"include_dashboard": False})
    second = cluster.add_node(**NODE)
    cluster.wait_for_nodes()
    limits = Limits(workers=0, timeout=60)
    outcomes: list[Finding | Failure] = []
    for outcome in ray_cluster.run([folder], Extracting(), limits, address=cluster.address):
        outcomes.append(outcome)
        if len(outcomes) == lose_after:
            cluster.remove_node(second, allow_graceful=False)
    records = [asdict(one) if isinstance(one, Failure) else one.to_dict() for one in outcomes]
    Path(output).write_text(json.dumps(records))
    ray.shutdown()
    cluster.shutdown()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
