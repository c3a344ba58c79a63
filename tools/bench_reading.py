"""How well made-up documents are read, layout by layout and noise by noise: right, doubted, withheld, wrong."""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.reports.builders import VARIANTS
from tests.reports.layouts_html import LAYOUTS
from tests.reports.layouts_office import OFFICE_LAYOUTS
from tests.reports.scoring import Score, share_read
from tests.reports.trials import Trial, all_pairs, mixed_trial

Tally = Counter[Score]
FORMS = {"text": tuple(LAYOUTS), "office": tuple(OFFICE_LAYOUTS)}


def main(arguments: list[str] | None = None) -> int:
    """Print the tables; 1 when a cell was read silently wrong or guessed."""
    options = _options(arguments)
    trials = [mixed_trial(seed) for seed in range(options.seed, options.seed + options.mixed)] or [
        Trial(layout, noise, edition, variant, seed)
        for layout, noise in all_pairs(FORMS[options.form])
        for edition in options.editions
        for variant in options.variants
        for seed in range(options.seed, options.seed + options.seeds)
        if options.only in f"{layout}/{noise}/"
    ]
    with ProcessPoolExecutor(options.workers) as pool:
        tallies = list(pool.map(Trial.tally, trials, chunksize=16))
    read = list(zip(trials, tallies, strict=True))
    print(f"{len(trials)} documents")
    if options.pairs:
        _print_table("layout × noise", ((f"{t.layout} × {t.noise}", tally) for t, tally in read))
    _print_table("layout", ((t.layout, tally) for t, tally in read))
    _print_table("noise", ((noise, tally) for t, tally in read for noise in t.noise.split("+")))
    wrong = [t for t, tally in read if tally[Score.SILENT] or (tally[Score.GUESSED] and not options.mixed)]
    print(f"\ndocuments with a cell silently wrong or guessed: {len(wrong)}")
    for trial in wrong[: options.show]:
        print("\n".join(trial.faults()[: options.cells] if options.cells else [trial.name]))
    return int(bool(wrong))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--form", choices=sorted(FORMS), default="text", help="text and HTML, or files of office programs"
    )
    parser.add_argument("--seeds", type=int, default=1, help="documents of each kind")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--editions", nargs="+", default=["2021", "2019"])
    parser.add_argument("--variants", nargs="+", default=["", *VARIANTS])
    parser.add_argument("--only", default="", help="a part of layout/noise")
    parser.add_argument("--mixed", type=int, default=0, help="instead, so many documents with two noises at once")
    parser.add_argument("--pairs", action="store_true", help="a line for each pair of layout and noise")
    parser.add_argument("--show", type=int, default=20, help="how many faulty documents to name")
    parser.add_argument("--cells", type=int, default=0, help="how many faulty cells to name in each of them")
    parser.add_argument("--workers", type=int, default=None)
    return parser.parse_args(arguments)


def _print_table(head: str, rows: Iterable[tuple[str, Tally]]) -> None:
    """One line for each name: shares of the cells that the documents tell, in percent; the rest as counts."""
    sums: Mapping[str, Tally] = defaultdict(Counter)
    for name, tally in rows:
        sums[name].update(tally)
    heads = ("right", "doubted", "withheld", "mistaken", "r. or d.", "left open", "overlooked", "guessed", "silent")
    print(f"\n{head:<44}" + "".join(f"{name:>11}" for name in heads))
    for name, tally in [*sums.items(), ("all", sum(sums.values(), Counter()))]:
        told = max(1, tally.total() - tally[Score.OPEN])
        shares = [100 * tally[s] / told for s in (Score.RIGHT, Score.DOUBTED, Score.WITHHELD, Score.MISTAKEN)]
        print(
            f"{name:<44}"
            + "".join(f"{share:>11.2f}" for share in [*shares, 100 * share_read(tally)])
            + "".join(f"{tally[score]:>11}" for score in (Score.OPEN, Score.OVERLOOKED, Score.GUESSED, Score.SILENT))
        )


if __name__ == "__main__":
    sys.exit(main())
