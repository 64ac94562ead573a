"""Commands that look at the whole book with numbers."""

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from branchcrm.cli.command import Command, Result, Session
from branchcrm.domain.wording import mark
from branchcrm.services.value_analyses import ValueSample

_WINDOW = re.compile(r"(\d{1,3})m")
RFM_METHOD = mark("最近往来、频次、金额各按严格低于的客户占比分为 1 至 5 分，数值相同得分相同")
PARETO_METHOD = mark("按金额从高到低累计，80% 之前为 A，95% 之前为 B，其余为 C")
REFERRAL_METHOD = mark(
    "介绍率：介绍过客户的现有客户占全部现有客户之比；成交率：被介绍的客户里有交易的占比"
)
_TOO_FEW = "not enough rows"


def _window(text: str) -> int | None:
    """Read `all` or a number of months such as 12m."""
    if text == "all":
        return None
    found = _WINDOW.fullmatch(text)
    if found is None or not int(found[1]):
        message = "all, or months such as 12m"
        raise ArgumentTypeError(message)
    return int(found[1])


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("subject", choices=("rfm", "pareto", "referral"))
    parser.add_argument("--window", type=_window, default=12, metavar="all,12m,…")


def _analyse(session: Session, options: Namespace) -> Result:
    if options.subject == "referral":
        return _referral(session)
    values = session.services.values
    day = session.options.today
    if options.subject == "rfm":
        rfm = values.rfm(options.window, day)
        head = _head(options.window, rfm.sample, session.translate(RFM_METHOD))
        if rfm.scores is None:
            return head
        return head | {"scores": rfm.scores.counts(), "cells": rfm.scores.cells()}
    pareto = values.pareto(options.window, day)
    head = _head(options.window, pareto.sample, session.translate(PARETO_METHOD))
    if pareto.result is None:
        return head
    return head | {
        "classes": pareto.result.counts(),
        "gini": round(pareto.result.gini, 6),
        "top_20_share": round(pareto.result.top_20_share, 6),
        "top_20_customers": pareto.result.top_20_customers,
    }


def _referral(session: Session) -> Result:
    rate = session.services.people.referral_rate()
    return {
        "status": "ok" if rate.active else _TOO_FEW,
        "method": session.translate(REFERRAL_METHOD),
        "sample_size": rate.active,
        "error": None,
        "rate": None if rate.rate is None else round(rate.rate, 6),
        "conversion": None if rate.conversion is None else round(rate.conversion, 6),
        "referrers": rate.referrers,
        "referred": rate.referred,
        "bought": rate.bought,
    }


def _head(window: int | None, sample: ValueSample, method: str) -> dict[str, object]:
    return {
        "status": "ok" if sample.is_enough else _TOO_FEW,
        "method": method,
        "window": "all" if window is None else f"{window}m",
        "reference_day": sample.reference_day.isoformat(),
        "sample_size": int(sample.ids.size),
        "error": None,
    }


COMMANDS = [
    Command(
        name="analyse", help="look at the book with numbers", arguments=_arguments, run=_analyse
    ),
]
