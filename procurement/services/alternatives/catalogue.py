"""The catalogue of open-source products of a city: imported in versions, searched, walked along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.digest import checksum
from core.errors import Fault, InputError
from core.file_names import harmless
from core.listing import Page
from core.numbers import LARGEST_NUMBER
from infra.audit.model import Event, Subject
from infra.clock import official_day
from infra.once.model import Once
from infra.once.repository import AnswerRepository
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, actor_id
from infra.uploads.services import Uploads
from procurement.errors import ProductNotFoundError
from procurement.model import CatalogueProduct, ProductImport
from procurement.repository import ProductRepository
from procurement.services.alternatives.reader import CollectionReader

IMPORT = "product-import"
LONGEST_SOURCE = 200
_MOST_LEFT_OUT = 500
_MIB = 2**20
MAXIMUM_BYTES = 64 * _MIB
"""Bytes of a collection, all its files together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCollection:
    """A collection that is to be imported.

    Args:
        source: Name of the collection; a later import of the same name replaces it.
        dated: Day on which it was taken from its source.
        files: Name and content of its files.
        uploads: Ids of further files, which have arrived in pieces.
    """

    source: str
    dated: date
    files: Sequence[tuple[str, bytes]] = ()
    uploads: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage:
    """Some imports, the newest first.

    Args:
        items: At most as many as were asked for.
        before: What to ask for next; None on the last page.
    """

    items: tuple[ProductImport, ...]
    before: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductCatalogue:
    """Imports collections and finds products.

    Args:
        transactions: Opens the city's catalogue.
        reader: Reads collections.
        uploads: Hands over files that arrived in pieces.
    """

    transactions: Transactions
    reader: CollectionReader
    uploads: Uploads

    def import_collection(self, actor: Actor, new: NewCollection, once: Once | None = None) -> ProductImport:
        """Import a collection; the catalogue shows it instead of an earlier one of the same name, which stays kept.

        Raises:
            InputError: Name or day cannot be used, a file is not let in, or there is no product in it.
            UploadNotFoundError: There is no such upload, or it was handed over before.
            UploadUnfinishedError: Something of an upload is still missing.
        """
        self._may(actor, once)
        source, files = self._checked(new), self._files(actor, new)
        read = self.reader.read(files)
        products = read.catalogue.products
        if not products:
            raise InputError([Fault("products_none", "/content")])
        digests = [checksum(content) for _, content in files]
        with self.transactions.write(actor, Action.IMPORT_PRODUCTS, once) as writing:
            given = ProductImport(
                id=0,
                source=source,
                dated=new.dated,
                kind=read.kind,
                file_name=harmless(files[0][0]),
                file_digest=digests[0] if len(digests) == 1 else checksum("\n".join(digests).encode()),
                products=len(products),
                left_out=read.catalogue.left_out[:_MOST_LEFT_OUT],
                imported_by=str(writing.actor.person),
                imported_at=writing.now,
            )
            for upload in new.uploads:
                self.uploads.consume(writing, upload)
            made = replace(given, id=ProductRepository(writing.session).add(given, products))
            after = {"source": source, "dated": new.dated.isoformat(), "products": made.products}
            subject = Subject(kind=IMPORT, id=str(made.id))
            writing.record(Event.PRODUCTS_IMPORTED, subject, before={}, after={**after, "file": made.file_digest})
            return writing.done(made)

    def search(
        self, actor: Actor, query: str, category: str, *, page: int = 1, size: int = 25
    ) -> Page[CatalogueProduct]:
        """Return one page of the products that name every word of ``query``."""
        with self.transactions.read(actor, Action.READ_PRODUCTS) as reading:
            return ProductRepository(reading.session).page(query, category, page=page, size=size)

    def walk(
        self, actor: Actor, query: str, category: str, *, after: int | None, size: int
    ) -> tuple[CatalogueProduct, ...]:
        """Return the products of the same list that come after a place.

        Raises:
            PlaceNotFoundError: This list has no product of that number.
        """
        with self.transactions.read(actor, Action.READ_PRODUCTS) as reading:
            return ProductRepository(reading.session).stretch(query, category, after=after, size=size)

    def find(self, actor: Actor, number: int) -> CatalogueProduct:
        """Return one product.

        Raises:
            ProductNotFoundError: The catalogue has none of this number.
        """
        with self.transactions.read(actor, Action.READ_PRODUCTS) as reading:
            found = ProductRepository(reading.session).find(number) if 0 < number <= LARGEST_NUMBER else None
            if found is None:
                raise ProductNotFoundError(number)
            return found

    def categories(self, actor: Actor) -> tuple[str, ...]:
        """Return the categories of the catalogue."""
        with self.transactions.read(actor, Action.READ_PRODUCTS) as reading:
            return ProductRepository(reading.session).categories()

    def sources(self, actor: Actor) -> Mapping[str, date]:
        """Return the day of each collection by its name."""
        with self.transactions.read(actor, Action.READ_PRODUCTS) as reading:
            return ProductRepository(reading.session).sources()

    def imports(self, actor: Actor, *, before: int | None = None, size: int = 25) -> ImportPage:
        """Return the imports, the newest first."""
        with self.transactions.read(actor, Action.READ_PRODUCTS) as reading:
            found = ProductRepository(reading.session).imports(before=before, size=size)
            return ImportPage(items=found[:size], before=found[size - 1].id if len(found) > size else None)

    def _may(self, actor: Actor, once: Once | None) -> None:
        """Ask the policy before anything is read; the change itself asks again.

        Raises:
            AlreadyDoneError: The request was carried out before: its uploads are gone since.
        """
        with self.transactions.read(actor, Action.IMPORT_PRODUCTS) as reading:
            if once is not None:
                AnswerRepository(reading.session).raise_if_done(actor_id(actor), once)

    def _files(self, actor: Actor, new: NewCollection) -> tuple[tuple[str, bytes], ...]:
        """Return all files, those in pieces put together; how much that may be is known before anything is read."""
        arrived = [self.uploads.finished(actor, one) for one in new.uploads]
        if sum(one.size for one in arrived) + sum(len(content) for _, content in new.files) > MAXIMUM_BYTES:
            raise InputError([Fault("products_size", "/content", properties={"maximum": str(MAXIMUM_BYTES // _MIB)})])
        return (*((one.name, b"".join(one.chunks())) for one in arrived), *new.files)

    def _checked(self, new: NewCollection) -> str:
        source, faults = " ".join(new.source.split()), []
        if not source or len(source) > LONGEST_SOURCE:
            faults.append(Fault("product_source", "/source", properties={"maximum": str(LONGEST_SOURCE)}))
        if new.dated > official_day(self.transactions.clock.now()):
            faults.append(Fault("product_day", "/dated"))
        if not new.files and not new.uploads:
            faults.append(Fault("file_empty", "/content"))
        if faults:
            raise InputError(faults)
        return source
