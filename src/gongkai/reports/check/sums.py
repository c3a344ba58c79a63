"""The figures of the running text against each other: rates, breakdowns, parts of wholes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from itertools import product

from gongkai.bilingual import Text
from gongkai.reports.check.declared import Breakdown, Ratio, Subset, relations
from gongkai.reports.check.told import place_of, rounding_step, told_words
from gongkai.reports.findings import Finding, finding
from gongkai.reports.measures import Measure, label_of, measures
from gongkai.reports.model import Figure, Number

# room for counts of any length that a text can hold
_ROOM = Context(prec=200)

Told = Mapping[str, Sequence[Figure]]


def check_sums(figures: Told) -> Iterator[Finding]:
    """Findings on figures of the text, keyed by measure, that need no table."""
    for measure_id in figures:
        measure = measures().get(measure_id)
        if measure and measure.kind == "rate":
            yield from _rates(measure, figures)
    for breakdown in relations().breakdowns:
        yield from _breakdown(breakdown, figures)
    for subset in relations().subsets:
        yield from _subset(subset, figures)
    for ratio in relations().ratios:
        yield from _ratio(ratio, figures)
    yield from _backlog(figures)
    yield from _contradictions(figures)


def _rates(measure: Measure, figures: Told) -> Iterator[Finding]:
    """A rate holds when any pair of counts told with it gives it at its printed precision, rounded half up."""
    above, below = figures.get(measure.numerator, ()), figures.get(measure.denominator, ())
    for rate in figures[measure.id]:
        pairs = [(a, b) for a, b in product(_near(rate, above), _near(rate, below)) if b.value]
        if pairs:
            yield from _rate(measure, rate, pairs)
        else:
            evidence = rate.text or f"{rate.value}%"
            where = (place_of(rate),)
            yield finding("unverifiable-rate", where, evidence=evidence, label=measure.label, told=rate.value)


def _rate(measure: Measure, rate: Figure, pairs: Sequence[tuple[Figure, Figure]]) -> Iterator[Finding]:
    if rate.approx or any(part.approx or whole.approx for part, whole in pairs):
        return
    exact = [Decimal(part.value) * 100 / Decimal(whole.value) for part, whole in pairs]
    if any(_rounded(value, rate.value, ROUND_HALF_UP) == rate.value for value in exact):
        return
    (part, whole), value = pairs[0], exact[0]
    yield finding(
        "rate-recomputed",
        (place_of(rate),),
        evidence=f"{part.value} / {whole.value} = {_rounded_off(value)}% ≠ {rate.value}%",
        severity="info" if _rounded(value, rate.value, ROUND_DOWN) == rate.value else "warning",
        label=measure.label,
        told=rate.value,
        part=part.value,
        whole=whole.value,
        rate=_rounded(value, rate.value, ROUND_HALF_UP),
    )


def _rounded_off(value: Decimal) -> str:
    """At most four decimals, without zeros at the end."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _near(rate: Figure, figures: Sequence[Figure]) -> Sequence[Figure]:
    """The figures of the rate's own line when there are any, else all."""
    return [f for f in figures if f.line == rate.line] or figures


def _rounded(value: Decimal, like: Number, rounding: str) -> Decimal:
    exponent = Decimal(like).as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return value.quantize(step, rounding=rounding, context=_ROOM)


def _breakdown(breakdown: Breakdown, figures: Told) -> Iterator[Finding]:
    for whole in figures.get(breakdown.whole, ()):
        told = [[f for f in figures.get(part, ()) if f.line == whole.line] for part in breakdown.parts]
        parts = [found[0] for found in told if found]
        if len(parts) < 2:
            continue
        total = sum(part.value for part in parts)
        loose = sum((rounding_step(p.value) for p in (*parts, whole) if p.approx), Decimal(0))
        difference = Decimal(total) - Decimal(whole.value)
        evidence = f"{' + '.join(told_words(p).zh for p in parts)} = {total}; {told_words(whole).zh}"
        if not difference:
            continue
        if abs(difference) <= loose:
            rule = "approximate-sum"
        elif difference > 0 or (breakdown.complete and len(parts) == len(breakdown.parts)):
            rule = "sum-recomputed"
        else:
            rule = "partial-breakdown"
        label = label_of(whole.measure)
        yield finding(rule, (place_of(whole),), evidence=evidence, label=label, told=whole.value, sum=total)


def _subset(subset: Subset, figures: Told) -> Iterator[Finding]:
    for whole in figures.get(subset.whole, ()):
        for part in figures.get(subset.part, ()):
            if part.line == whole.line and not (part.approx or whole.approx) and part.value > whole.value:
                yield finding(
                    "subset",
                    (place_of(part),),
                    evidence=f"{part.value} > {whole.value}",
                    part=label_of(subset.part),
                    part_value=told_words(part),
                    whole=label_of(subset.whole),
                    whole_value=told_words(whole),
                )


def _backlog(figures: Told) -> Iterator[Finding]:
    """What the text leaves open at the end of the year, in one finding; what it says itself is not repeated."""
    found: list[tuple[Figure, Figure]] = []
    for subset in relations().subsets:
        wholes, parts = figures.get(subset.whole, ()), figures.get(subset.part, ())
        if subset.backlog and len(wholes) == len(parts) == 1:
            whole, part = wholes[0], parts[0]
            if not (whole.approx or part.approx) and part.value < whole.value:
                found.append((whole, part))
    if found:
        words = [(label_of(w.measure), f"{w.value} - {p.value} = {w.value - p.value}") for w, p in found]
        text = Text("；".join(f"{t.zh} {s}" for t, s in words), "; ".join(f"{t.en} {s}" for t, s in words))
        places = tuple(dict.fromkeys(place_of(w) for w, _ in found))
        yield finding("backlog", places, evidence="; ".join(s for _, s in words), figures=text)


def _ratio(ratio: Ratio, figures: Told) -> Iterator[Finding]:
    for over in figures.get(ratio.over, ())[:1]:
        of = next((f for f in figures.get(ratio.of, ()) if f.value), None)
        if of and ratio.at_most and Decimal(over.value) > ratio.at_most * Decimal(of.value):
            yield finding(
                "implausible-count",
                (place_of(over),),
                evidence=f"{over.value} / {of.value}",
                over=label_of(ratio.over),
                count=told_words(over),
                of=label_of(ratio.of),
                base=told_words(of),
            )
        if of and Decimal(over.value) < ratio.at_least * Decimal(of.value):
            value = round(Decimal(over.value) / Decimal(of.value), 2)
            yield finding(
                "implausible-ratio",
                (place_of(over),),
                evidence=f"{over.value} / {of.value} = {value}",
                over=label_of(ratio.over),
                of=label_of(ratio.of),
                ratio=value,
            )


def _contradictions(figures: Told) -> Iterator[Finding]:
    for measure_id, told in figures.items():
        exact = [f for f in told if not f.approx]
        if measure_id in relations().may_differ or len({f.value for f in exact}) < 2:
            continue
        values = Text("、".join(told_words(f).zh for f in exact), ", ".join(told_words(f).en for f in exact))
        places = tuple(dict.fromkeys(place_of(f) for f in exact))
        yield finding("text-contradiction", places, evidence=values.zh, label=label_of(measure_id), values=values)
