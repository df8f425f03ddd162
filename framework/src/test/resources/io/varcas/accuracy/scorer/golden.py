"""Generates golden.jsonl.gz: 500 pairs with the scores of the reference implementations.

    pip install rouge-score==0.1.2 sacrebleu==2.6.0
    python golden.py

The first line of the file holds the versions, the signatures and the corpus scores. SQuAD's F1 and EM are
normalize_answer, f1_score and exact_match_score as in the metric "squad" of the PyPI package evaluate.
"""

import collections
import gzip
import json
import platform
import random
import re
import string
from importlib.metadata import version

from rouge_score import rouge_scorer
from sacrebleu.metrics import BLEU, CHRF

WORDS = (
    "the a an The cat dog sat mat Paris London capital of France is was were model server token tokens cache latency "
    "throughput 42 3.14 1,000 $5 10% e.g. U.S. co-op don't naïve café Zürich ÇA İstanbul STRASSE straße résumé Ärzte "
    "日本語 東京 中文 мир Москва ελληνικά ΣΊΣΥΦΟΣ emoji 😀 👩‍💻 a\u0301 \u00a0 & &amp; &lt;b&gt; <skipped> (yes) [no] "
    "{x} \"quoted\" 'single' semi;colon a/b 2024-05-06 -5 5-3 #### , . ! ? ... well-known C++ x_y `code` ~tilde"
).split(" ")
SPECIAL = [
    ("", ["x"]), ("", [" "]), ("x", [" "]), (" ", ["the"]), ("the", ["a"]), ("an", ["an apple"]), (".", ["."]),
    ("日本語", ["日本語"]), ("日本", ["日本語"]), ("😀😀", ["😀"]), ("e\u0301", ["é"]), ("I\u0307", ["İ"]),
    ("a\nb\nc", ["c\nb\na"]), ("a b\n\nc d", ["a b c d"]), ("same text", ["same text"]),
    ("word-\nbreak", ["wordbreak"]), ("x\u2028y", ["x y"]), ("x\u00a0y", ["x y"]), ("x\u0085y", ["x y"]),
    ("x\u001cy", ["x y"]), ("0", ["0.0"]), ("1,000.5", ["1000.5"]), ("'", ["''"]), ("ΣΑΣ", ["σας"]), ("ab", ["abc"]),
]


def normalize(text):
    text = "".join(c for c in text.lower() if c not in set(string.punctuation))
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", text).split())


def squad_f1(output, reference):
    given, wanted = normalize(output).split(), normalize(reference).split()
    same = sum((collections.Counter(given) & collections.Counter(wanted)).values())
    return 0 if same == 0 else 2 * (same / len(given)) * (same / len(wanted)) / (same / len(given) + same / len(wanted))


def text(rng, least, most):
    parts = []
    for _ in range(rng.randint(least, most)):
        parts.append(rng.choice(WORDS))
        parts.append("\n" if rng.random() < 0.08 else " ")
    return "".join(parts)


def edited(rng, reference):
    parts = re.split(r"( |\n)", reference)
    for _ in range(rng.randint(0, max(1, len(parts) // 3))):
        at = rng.randrange(len(parts))
        parts[at] = rng.choice(["", parts[at], rng.choice(WORDS), parts[rng.randrange(len(parts))]])
    return "".join(parts)


def pairs():
    rng = random.Random(24)
    yield from SPECIAL
    for i in range(500 - len(SPECIAL)):
        reference = text(rng, 1, 8 if i % 3 else 60)
        output = edited(rng, reference) if i % 5 else text(rng, 1, 40)
        references = [reference] + [edited(rng, reference) for _ in range(rng.choice([0, 0, 0, 1, 2]))]
        yield output, references


def main():
    rouge = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeL", "rougeLsum"], use_stemmer=False)
    bleu, sentence_bleu, chrf = BLEU(), BLEU(effective_order=True), CHRF()
    lines, outputs, references = [], [], []
    for output, wanted in pairs():
        scores = {name: s.fmeasure for name, s in rouge.score_multi(wanted, output).items()}
        scores["bleu"] = sentence_bleu.sentence_score(output, wanted).score / 100
        scores["chrf"] = chrf.sentence_score(output, wanted).score / 100
        scores["f1"] = max(squad_f1(output, one) for one in wanted)
        scores["em"] = max(float(normalize(output) == normalize(one)) for one in wanted)
        lines.append({"output": output, "references": wanted, **{k: round(float(v), 6) for k, v in scores.items()}})
        if len(wanted) == 1:
            outputs.append(output)
            references.append(wanted[0])
    head = {
        "python": platform.python_version(), "rouge-score": version("rouge-score"), "sacrebleu": version("sacrebleu"),
        "corpusBleu": bleu.corpus_score(outputs, [references]).score / 100,
        "corpusChrf": chrf.corpus_score(outputs, [references]).score / 100,
        "bleuSignature": str(bleu.get_signature()), "chrfSignature": str(chrf.get_signature()),
    }
    with gzip.GzipFile("golden.jsonl.gz", "wb", mtime=0) as out:
        for line in [head] + lines:
            out.write((json.dumps(line, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    main()
