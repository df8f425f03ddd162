"""Compares the throughput of the scorers with their Python reference implementations on the same pairs.

    pip install rouge-score==0.1.2 sacrebleu==2.6.0
    python benchmarks/src/scorers/compare.py

Prints pairs per second on one thread for both, and the ratio. Build benchmarks/target/benchmarks.jar first.
"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

from rouge_score import rouge_scorer
from sacrebleu.metrics import BLEU, CHRF

JAR = pathlib.Path(__file__).parents[2] / "target" / "benchmarks.jar"
WORDS = ("the of and to in is that it was for on are as with his they at be this from have or by one had not but what "
         "all were when we there can an your which their said if do will each about how up out them then").split()
SECONDS = 3


def text(rng, words):
    return "\n".join(" ".join(rng.choice(WORDS) for _ in range(20)) + "." for _ in range(words // 20))


def pairs():
    rng = random.Random(24)
    for _ in range(200):
        reference = text(rng, 120)
        yield " ".join(w if rng.random() < 0.8 else rng.choice(WORDS) for w in reference.split(" ")), reference


def throughput(score, data):
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        score(*data[done % len(data)])
        done += 1
    return done / (time.perf_counter() - start)


def python_scorers():
    for name, key in (("rouge-1", "rouge1"), ("rouge-2", "rouge2"), ("rouge-l", "rougeL"), ("rouge-lsum", "rougeLsum")):
        scorer = rouge_scorer.RougeScorer([key], use_stemmer=False)
        yield name, lambda output, reference, s=scorer: s.score(reference, output)
    bleu, chrf = BLEU(effective_order=True), CHRF()
    yield "bleu", lambda output, reference: bleu.sentence_score(output, [reference])
    yield "chrf", lambda output, reference: chrf.sentence_score(output, [reference])


def java(names, file):
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        subprocess.run(
            ["java", "-cp", str(JAR), "org.openjdk.jmh.Main", "ScorerBenchmark", "-p", "scorer=" + ",".join(names),
             "-p", f"pairs={file}", "-rf", "json", "-rff", out.name],
            check=True, stdout=sys.stderr)
        return {run["params"]["scorer"]: run["primaryMetric"]["score"] for run in json.load(open(out.name))}


def main():
    data = list(pairs())
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for output, reference in data:
            file.write(json.dumps({"output": output, "reference": reference}) + "\n")
        file.flush()
        python = {name: throughput(score, data) for name, score in python_scorers()}
        ours = java(list(python), file.name)
    print(f"{'scorer':12} {'Python, pairs/s':>16} {'Varcas, pairs/s':>16} {'ratio':>8}")
    for name in python:
        print(f"{name:12} {python[name]:16.1f} {ours[name]:16.1f} {ours[name] / python[name]:8.1f}")


if __name__ == "__main__":
    main()
