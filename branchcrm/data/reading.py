"""Every repository over one snapshot of the book, each made at its first use."""

from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from branchcrm.data.ranks import Ranks
from branchcrm.data.rows import JournaledRows
from branchcrm.domain.clock import Clock
from branchcrm.domain.ids import StaffId

if TYPE_CHECKING:
    from array import array

    from branchcrm.data.attachments import AttachmentRepository
    from branchcrm.data.bulk_edits import BulkEditRepository
    from branchcrm.data.calendar import CalendarRepository
    from branchcrm.data.complaint_lists import ComplaintListRepository
    from branchcrm.data.complaints import ComplaintRepository
    from branchcrm.data.consents import ConsentRepository
    from branchcrm.data.customers import CustomerRepository
    from branchcrm.data.duplicates import DuplicateRepository
    from branchcrm.data.erasures import ErasureRepository
    from branchcrm.data.exports import ExportRepository
    from branchcrm.data.field_history import FieldHistoryRepository
    from branchcrm.data.head_count import HeadCount
    from branchcrm.data.history import HistoryRepository
    from branchcrm.data.holdings import HoldingRepository
    from branchcrm.data.imports import ImportRepository
    from branchcrm.data.interactions import InteractionRepository
    from branchcrm.data.lifecycles import LifecycleRepository
    from branchcrm.data.merges import MergeRepository
    from branchcrm.data.own_fields import OwnFieldRepository
    from branchcrm.data.own_values import OwnValueRepository
    from branchcrm.data.people import PeopleRepository
    from branchcrm.data.pools import PoolRepository
    from branchcrm.data.products import ProductRepository
    from branchcrm.data.search_foremost import Foremost
    from branchcrm.data.settings import SettingRepository
    from branchcrm.data.staff import StaffRepository
    from branchcrm.data.tier_drafts import TierDraftRepository
    from branchcrm.data.tier_moves import TierMoveRepository
    from branchcrm.data.tier_offers import TierOfferRepository
    from branchcrm.data.tier_past import TierPastRepository
    from branchcrm.data.tiers import TierRepository
    from branchcrm.data.timelines import TimelineRepository
    from branchcrm.data.today import TodayRepository
    from branchcrm.data.transactions import TransactionRepository
    from branchcrm.data.views import ViewRepository
    from branchcrm.data.visit_rounds import VisitRoundRepository
    from branchcrm.data.visits import VisitRepository
    from branchcrm.data.wallets import WalletRepository


class Reading:
    """Repositories over one snapshot of the book."""

    def __init__(
        self,
        connection: Connection,
        clock: Clock,
        known_ranks: Ranks,
        asker: StaffId | None = None,
    ) -> None:
        """Read through the connection; `asker` is the person whom a filter calls `me`."""
        self.connection = connection
        self.clock = clock
        self.asker = asker
        self._known_ranks = known_ranks

    @property
    def ranks(self) -> "array[int]":
        """How far up each customer stands among equal search hits, by id."""
        return self._known_ranks.read(self.connection)

    def foremost(self) -> "Foremost":
        """Give the customers that stand foremost among equal search hits."""
        return self._known_ranks.foremost(self.connection)

    @cached_property
    def customers(self) -> "CustomerRepository":
        """Customers: lists, search, records."""
        from branchcrm.data.customers import CustomerRepository

        return CustomerRepository(self)

    @cached_property
    def head_count(self) -> "HeadCount":
        """How many customers there are."""
        from branchcrm.data.head_count import HeadCount

        return HeadCount(self)

    @cached_property
    def bulk_edits(self) -> "BulkEditRepository":
        """Many customers at once."""
        from branchcrm.data.bulk_edits import BulkEditRepository

        return BulkEditRepository(self)

    @cached_property
    def visit_rounds(self) -> "VisitRoundRepository":
        """Visits of many customers at once."""
        from branchcrm.data.visit_rounds import VisitRoundRepository

        return VisitRoundRepository(self)

    @cached_property
    def staff(self) -> "StaffRepository":
        """The people of the branch."""
        from branchcrm.data.staff import StaffRepository

        return StaffRepository(self)

    @cached_property
    def settings(self) -> "SettingRepository":
        """Settings, preferences and drafts."""
        from branchcrm.data.settings import SettingRepository

        return SettingRepository(self)

    @cached_property
    def history(self) -> "HistoryRepository":
        """Operations of the journal."""
        from branchcrm.data.history import HistoryRepository

        return HistoryRepository(self)

    @cached_property
    def field_history(self) -> "FieldHistoryRepository":
        """What customers' fields held in the past."""
        from branchcrm.data.field_history import FieldHistoryRepository

        return FieldHistoryRepository(self)

    @cached_property
    def own_fields(self) -> "OwnFieldRepository":
        """The branch's own fields of customers."""
        from branchcrm.data.own_fields import OwnFieldRepository

        return OwnFieldRepository(self)

    @cached_property
    def own_values(self) -> "OwnValueRepository":
        """What customers hold in the branch's own fields."""
        from branchcrm.data.own_values import OwnValueRepository

        return OwnValueRepository(self)

    @cached_property
    def calendar(self) -> "CalendarRepository":
        """The branch's own holidays and worked weekends."""
        from branchcrm.data.calendar import CalendarRepository

        return CalendarRepository(self)

    @cached_property
    def complaints(self) -> "ComplaintRepository":
        """Complaints: cases, logs, pauses."""
        from branchcrm.data.complaints import ComplaintRepository

        return ComplaintRepository(self)

    @cached_property
    def complaint_lists(self) -> "ComplaintListRepository":
        """Complaints: lists, lines, counts."""
        from branchcrm.data.complaint_lists import ComplaintListRepository

        return ComplaintListRepository(self)

    @cached_property
    def products(self) -> "ProductRepository":
        """The product list."""
        from branchcrm.data.products import ProductRepository

        return ProductRepository(self)

    @cached_property
    def transactions(self) -> "TransactionRepository":
        """Transactions of customers."""
        from branchcrm.data.transactions import TransactionRepository

        return TransactionRepository(self)

    @cached_property
    def holdings(self) -> "HoldingRepository":
        """What customers hold."""
        from branchcrm.data.holdings import HoldingRepository

        return HoldingRepository(self)

    @cached_property
    def tiers(self) -> "TierRepository":
        """Tier rules and reviews."""
        from branchcrm.data.tiers import TierRepository

        return TierRepository(self)

    @cached_property
    def tier_moves(self) -> "TierMoveRepository":
        """Customers who went from one tier to another."""
        from branchcrm.data.tier_moves import TierMoveRepository

        return TierMoveRepository(self)

    @cached_property
    def tier_drafts(self) -> "TierDraftRepository":
        """Tier rules in the making, and tiers set by hand."""
        from branchcrm.data.tier_drafts import TierDraftRepository

        return TierDraftRepository(self)

    @cached_property
    def interactions(self) -> "InteractionRepository":
        """Contacts with customers."""
        from branchcrm.data.interactions import InteractionRepository

        return InteractionRepository(self)

    @cached_property
    def today(self) -> "TodayRepository":
        """Birthdays and fresh customers, for the page of the day."""
        from branchcrm.data.today import TodayRepository

        return TodayRepository(self)

    @cached_property
    def visits(self) -> "VisitRepository":
        """Follow-up visits."""
        from branchcrm.data.visits import VisitRepository

        return VisitRepository(self)

    @cached_property
    def timelines(self) -> "TimelineRepository":
        """Everything that happened with a customer."""
        from branchcrm.data.timelines import TimelineRepository

        return TimelineRepository(self)

    @cached_property
    def views(self) -> "ViewRepository":
        """Saved views of the customer list."""
        from branchcrm.data.views import ViewRepository

        return ViewRepository(self)

    @cached_property
    def lifecycles(self) -> "LifecycleRepository":
        """Stages: who is due for another, and what was decided."""
        from branchcrm.data.lifecycles import LifecycleRepository

        return LifecycleRepository(self)

    @cached_property
    def pools(self) -> "PoolRepository":
        """The public pool, claims and hand-overs."""
        from branchcrm.data.pools import PoolRepository

        return PoolRepository(self)

    @cached_property
    def tier_offers(self) -> "TierOfferRepository":
        """What customers close to a tier were told."""
        from branchcrm.data.tier_offers import TierOfferRepository

        return TierOfferRepository(self)

    @cached_property
    def tier_past(self) -> "TierPastRepository":
        """Past reviews."""
        from branchcrm.data.tier_past import TierPastRepository

        return TierPastRepository(self)

    @cached_property
    def wallets(self) -> "WalletRepository":
        """What customers spend elsewhere."""
        from branchcrm.data.wallets import WalletRepository

        return WalletRepository(self)

    @cached_property
    def exports(self) -> "ExportRepository":
        """Whole lists for files that go out."""
        from branchcrm.data.exports import ExportRepository

        return ExportRepository(self)

    @cached_property
    def imports(self) -> "ImportRepository":
        """What imports ask and write in batches."""
        from branchcrm.data.imports import ImportRepository

        return ImportRepository(self)

    @cached_property
    def people(self) -> "PeopleRepository":
        """Contact persons, links, households and groups."""
        from branchcrm.data.people import PeopleRepository

        return PeopleRepository(self)

    @cached_property
    def consents(self) -> "ConsentRepository":
        """What customers agreed to, and who is not to be contacted."""
        from branchcrm.data.consents import ConsentRepository

        return ConsentRepository(self)

    @cached_property
    def attachments(self) -> "AttachmentRepository":
        """Tags and files kept on customers."""
        from branchcrm.data.attachments import AttachmentRepository

        return AttachmentRepository(self)

    @cached_property
    def duplicates(self) -> "DuplicateRepository":
        """Customers who may be one."""
        from branchcrm.data.duplicates import DuplicateRepository

        return DuplicateRepository(self)

    @cached_property
    def merges(self) -> "MergeRepository":
        """What hangs on customers, moved from one to another."""
        from branchcrm.data.merges import MergeRepository

        return MergeRepository(self)

    @cached_property
    def erasures(self) -> "ErasureRepository":
        """Everything that belongs to a customer, to be erased."""
        from branchcrm.data.erasures import ErasureRepository

        return ErasureRepository(self)

    @property
    def rows(self) -> JournaledRows:
        """The door for writes, which a reading does not have."""
        message = "a reading transaction does not write"
        raise TypeError(message)
