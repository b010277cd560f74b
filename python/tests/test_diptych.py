"""What the installed wheel does: the module answers what the command answers.

Runs with the standard library: ``python -m unittest discover python/tests`` where the wheel is installed. The texts
are made here, from the sentences of examples/.
"""

import json
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import warnings
from pathlib import Path

import diptych

ROOT = Path(__file__).parents[2]
ZH, EN = ROOT / "examples/article-zh.txt", ROOT / "examples/article-en.txt"
TERMS = ROOT / "examples/terms.tsv"
TEXTS = 200


def command(*arguments):
    program = Path(sys.executable).with_name("diptych")
    return subprocess.run(
        [program, "--quiet", *map(str, arguments)], capture_output=True, encoding="utf-8"
    )


def saved(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def shape(bead):
    return (bead.source, bead.target, bead.score, bead.source_text, bead.target_text, bead.kind)


def shape_of_line(line):
    names = ("source", "target", "score", "source_text", "target_text")
    return (*(line[name] for name in names), line.get("kind"))


class Texts:
    """Texts that are made of the pairs of the example: in another order, with gaps, on either side."""

    def __init__(self, folder):
        self.pairs = [
            (bead.source_text, bead.target_text)
            for bead in diptych.align(ZH, EN)
            if bead.kind is None and bead.source_text and bead.target_text
        ]
        self.folder = folder
        self.all = [self.one(number) for number in range(TEXTS)]

    def one(self, number):
        chance = random.Random(number)
        pairs = chance.sample(self.pairs, chance.randint(8, len(self.pairs)))
        sides = [[], []]
        for pair in pairs:
            gap = chance.random()
            for side, text in enumerate(pair):
                if not (gap < 0.05 and side == number % 2):
                    sides[side].append(text)
        if number % 3 == 0:
            sides.reverse()
        joint = chance.choice(["\n", "\n\n"])
        files = [self.folder / f"{number}.{side}.txt" for side in "ab"]
        for file, texts in zip(files, sides):
            file.write_text(joint.join(texts) + "\n", encoding="utf-8")
        return files


class TheSameAnswers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.scratch.name)
        cls.texts = Texts(cls.folder).all

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def aligned_by_the_command(self, *options):
        outputs = [a.with_suffix(".jsonl") for a, _ in self.texts]
        rows = (f"{a}\t{b}\t{o}\n" for (a, b), o in zip(self.texts, outputs))
        listed = self.folder / "list.tsv"
        listed.write_text("".join(rows), encoding="utf-8")
        done = command("align", "--pairs", listed, "--fail-on", "never", *options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [list(map(shape_of_line, saved(output))) for output in outputs]

    def test_files_and_texts_are_aligned_as_by_the_command(self):
        for (a, b), expected in zip(self.texts, self.aligned_by_the_command()):
            with self.subTest(a.name):
                self.assertEqual(list(map(shape, diptych.align(a, b))), expected)
                texts = [path.read_text(encoding="utf-8") for path in (a, b)]
                self.assertEqual(list(map(shape, diptych.align(*texts))), expected)

    def test_lists_are_aligned_as_by_segmented(self):
        for (a, b), expected in zip(self.texts, self.aligned_by_the_command("--segmented")):
            with self.subTest(a.name):
                lists = [path.read_text(encoding="utf-8").split("\n") for path in (a, b)]
                # The last line end ends a line, and begins none.
                beads = diptych.align(*(texts[:-1] for texts in lists))
                self.assertEqual(list(map(shape, beads)), expected)
                for side, texts in zip(("source", "target"), lists):
                    ids = sorted(number for bead in beads for number in getattr(bead, side))
                    self.assertEqual(ids, list(range(len(texts) - 1)))

    def test_sentences_are_those_of_the_command(self):
        for path in (ZH, EN, *(a for a, _ in self.texts[:10])):
            lines = command("segment", path).stdout.split("\n")
            expected = [line for line in lines if line]
            self.assertEqual(diptych.segment(path), expected)
            self.assertEqual(diptych.segment(path.read_text(encoding="utf-8")), expected)

    def test_findings_are_those_of_the_command(self):
        memory = self.folder / "article.jsonl"
        self.assertEqual(command("align", ZH, ROOT / "examples/forbidden-en.txt", "-o", memory).returncode, 0)
        for options, keywords in (((), {}), (("--qa",), {"qa": True})):
            done = command("check", memory, "--glossary", TERMS, "--format", "jsonl", *options)
            expected = list(map(json.loads, done.stdout.splitlines()))
            self.assertIn("forbidden", [it["class"] for it in expected])
            findings = diptych.check(memory, TERMS, **keywords)
            self.assertEqual([it.fields for it in findings], expected)
            beads = diptych.align(ZH, ROOT / "examples/forbidden-en.txt")
            self.assertEqual([it.fields for it in diptych.check(beads, TERMS, **keywords)], expected)
        finding = next(it for it in findings if it.kind == "forbidden")
        text = beads[finding.unit - 1].target_text
        self.assertEqual(text[finding.target.start : finding.target.end], finding.found)

    def test_threads_work_side_by_side(self):
        expected = list(map(shape, diptych.align(ZH, EN)))
        answers = []
        threads = [
            threading.Thread(target=lambda: answers.append(list(map(shape, diptych.align(ZH, EN)))))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(answers, [expected] * 4)

    def test_the_lock_is_released(self):
        chinese = ZH.read_text(encoding="utf-8") * 20
        english = EN.read_text(encoding="utf-8") * 20
        worker = threading.Thread(target=lambda: diptych.align(chinese, english, force=True))
        worker.start()
        turns = 0
        while worker.is_alive():
            turns += 1
            time.sleep(0.001)
        self.assertGreater(turns, 1)


class WhatIsWrong(unittest.TestCase):
    def test_errors_have_the_words_of_the_command(self):
        with tempfile.TemporaryDirectory() as folder:
            missing, empty = Path(folder) / "missing.txt", Path(folder) / "empty.txt"
            empty.write_bytes(b"")
            for source, target in ((missing, EN), (empty, EN), (EN, EN), (ZH, missing)):
                with self.assertRaises(diptych.Error) as raised:
                    diptych.align(source, target)
                done = command("align", source, target, "-o", Path(folder) / "o.tmx")
                self.assertEqual(done.returncode, 2)
                self.assertEqual(f"error: {raised.exception}", done.stderr.splitlines()[0])
        self.assertTrue(issubclass(diptych.Error, ValueError))

    def test_texts_that_do_not_belong_together_are_refused(self):
        chinese = [f"第{n}条河流经过了不同的村庄。" for n in range(30)]
        english = [f"Nobody bought any of the {word} apples." for word in "red old big".split() * 10]
        with self.assertRaisesRegex(diptych.Error, "force=True"):
            diptych.align(chinese, english)
        self.assertTrue(diptych.align(chinese, english, force=True))

    def test_arguments_of_another_kind_are_refused(self):
        for call in (
            lambda: diptych.align(b"bytes", "text"),
            lambda: diptych.align(["雨", 3], ["rain"]),
            lambda: diptych.check("memory.tmx", TERMS),
        ):
            self.assertRaises(TypeError, call)
        with self.assertRaisesRegex(diptych.Error, "paragraphs"):
            diptych.segment("雨。", layout="pages")

    def test_what_of_a_termbase_is_not_used_is_a_warning(self):
        with tempfile.TemporaryDirectory() as folder:
            terms = Path(folder) / "terms.tsv"
            terms.write_text("zh\ten\tcolour\n水井\twell\tred\n", encoding="utf-8")
            with warnings.catch_warnings(record=True) as heard:
                warnings.simplefilter("always")
                diptych.check([("水井", "a well")], terms)
            self.assertTrue(any(str(terms) in str(it.message) for it in heard), heard)


class TheCommand(unittest.TestCase):
    def test_it_is_the_program_with_its_exit_codes(self):
        self.assertEqual(command("--version").stdout.split(), ["diptych", diptych.__version__])
        self.assertEqual(command("--help").returncode, 0)
        self.assertEqual(command("align").returncode, 2)
        module = subprocess.run(
            [sys.executable, "-m", "diptych", "segment", str(EN)], capture_output=True
        )
        self.assertEqual(module.returncode, 0, module.stderr)
        self.assertEqual(module.stdout.decode(), command("segment", EN).stdout)

    def test_the_package_is_typed_and_carries_its_licences(self):
        folder = Path(diptych.__file__).parent
        self.assertTrue((folder / "py.typed").exists())
        from importlib.metadata import files

        names = {Path(str(file)).name for file in files("diptych")}
        for text in ("LICENSE-MIT", "LICENSE-CC-BY-SA-4.0", "LICENSE-WORDNET", "LICENSE-SCOWL", "NOTICE"):
            self.assertIn(text, names)

    def test_the_readme_runs(self):
        readme = (ROOT / "python/README.md").read_text(encoding="utf-8")
        first = re.search("```python\n(.*?)```", readme, re.S).group(1)
        exec(compile(first, "README.md", "exec"), {"print": lambda *_: None})


if __name__ == "__main__":
    unittest.main()
