"""Numbers that are masked until somebody reveals them for a reason."""

from enum import StrEnum

from branchcrm.domain.wording import mark


class SecretField(StrEnum):
    """A field that lists and portraits show masked."""

    PHONE = "phone"
    ID_NUMBER = "id_number"
    CARD_NUMBER = "card_number"


class RevealReason(StrEnum):
    """Why a full number is looked at."""

    VISIT = "visit"
    COMPLAINT = "complaint"
    SERVICE = "service"
    CHECK = "check"
    CUSTOMER_ASKED = "customer_asked"


SECRET_LABELS = {
    SecretField.PHONE: mark("电话"),
    SecretField.ID_NUMBER: mark("证件号码"),
    SecretField.CARD_NUMBER: mark("银行卡号"),
}

REASON_LABELS = {
    RevealReason.VISIT: mark("今天的回访"),
    RevealReason.COMPLAINT: mark("处理投诉"),
    RevealReason.SERVICE: mark("办理业务"),
    RevealReason.CHECK: mark("核对资料"),
    RevealReason.CUSTOMER_ASKED: mark("客户本人要求"),
}

REVEAL_SECONDS = 30
