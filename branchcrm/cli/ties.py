"""What a customer that is added on the command line brings along."""

import re

from branchcrm.cli.command import Session
from branchcrm.domain.consent import CONSENT_CHANNELS
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ties import Ties
from branchcrm.domain.wording import listed, mark

TIE_NAMES = ("referrer", "tags", "consents", "evidence")
_BETWEEN = re.compile(r"[、，,;；]")


class ChannelError(BranchCrmError):
    """A consent for a channel that there is none for."""

    happened = mark("不能登记“{channel}”的联系授权")
    kept = mark("没有写入任何内容")
    remedy = mark("可用的方式：{channels}")


def take_ties(session: Session, given: dict[str, str]) -> Ties:
    """Take referrer, tags and consents out of what was given by name.

    Raises:
        NotFoundError: there is no such referrer.
        ChannelError: no consent is kept for a channel.
    """
    texts = {name: given.pop(name, "") for name in TIE_NAMES}
    referrer = texts["referrer"].strip()
    return Ties(
        referrer=session.services.customers.id_of(referrer) if referrer else None,
        tags=tuple(_several(texts["tags"])),
        channels=tuple(_channel(word) for word in dict.fromkeys(_several(texts["consents"]))),
        evidence=texts["evidence"],
    )


def _several(text: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]


def _channel(word: str) -> Channel:
    if word not in CONSENT_CHANNELS:
        raise ChannelError(channel=word, channels=listed(CONSENT_CHANNELS))
    return Channel(word)
