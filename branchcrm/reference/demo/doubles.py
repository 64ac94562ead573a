"""Persons who stand in the book twice: typed anew at a busy counter, with less or with a slip."""

from collections import Counter
from dataclasses import replace
from random import Random

from branchcrm.domain.customer import CustomerFacts, CustomerKind
from branchcrm.reference.demo.records import DemoCustomer, Worth

_SHARE = 0.015
_FEWEST = 4
_SLIPS = 3
# Characters of one sound that are taken for each other when a name is heard.
_ONE_SOUND = """
丽莉 莉丽 燕艳 艳燕 萍平 平萍 红虹 伟玮 明铭 铭明 欣心 心欣 佳嘉 嘉佳 轩萱 萱轩 涵晗 琪琦 军君 君军
辉晖 建健 健建 志智 文雯 雯文 兰岚 珍贞 梅玫 琴芹 云芸 林琳 琳林 勇永 永勇 晨辰 辰晨 华桦 英瑛
"""
_HEARD = str.maketrans({pair[0]: pair[1] for pair in _ONE_SOUND.split()})


def enter_some_twice(random: Random, customers: list[DemoCustomer]) -> None:
    """Turn a few persons with little business into somebody met before, entered once more."""
    sharing = Counter(customer.facts.phone for customer in customers)
    alone = [
        place
        for place, customer in enumerate(customers)
        if customer.facts.kind is CustomerKind.PERSON and sharing[customer.facts.phone] == 1
    ]
    little = [place for place in alone if customers[place].worth <= Worth.SMALL]
    wanted = min(max(round(len(alone) * _SHARE), _FEWEST), len(little) // _FEWEST)
    again = random.sample(little, wanted)
    known = [place for place in alone if place not in again]
    for place, first in zip(again, random.sample(known, wanted), strict=True):
        customer = customers[place]
        customer.facts = _again(random, customers[first].facts, customer.facts)


def _again(random: Random, known: CustomerFacts, new: CustomerFacts) -> CustomerFacts:
    """Give what was written down the second time: no papers, and one of the usual slips."""
    slip = random.randrange(_SLIPS)
    return replace(
        new,
        name=known.name[:1] + known.name[1:].translate(_HEARD) if slip == 0 else known.name,
        gender=known.gender,
        birthday=known.birthday,
        phone=_mistyped(random, known.phone) if slip == 1 else known.phone,
        id_type=None,
        id_number="",
        card_number="",
        address="",
        employer=known.employer,
        occupation=known.occupation,
    )


def _mistyped(random: Random, phone: str) -> str:
    """Give a mobile number with one of its last eight digits wrong."""
    place = random.randrange(3, len(phone))
    return f"{phone[:place]}{(int(phone[place]) + 1) % 10}{phone[place + 1 :]}"
