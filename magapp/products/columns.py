"""The names of our columns, and those that shops, wholesalers and till systems give to them."""

import unicodedata
from collections.abc import Iterable
from itertools import islice

from magapp.pack.model import Substance

AMOUNT, SALT = "mg_per_unit", "salt_mg_per_unit"
"""The columns whose names hold a unit: `heading` writes them with that of the pack."""
OTHERS = "mg"
"""The unit of the other actives of a product, whatever the pack's substance is counted in."""
MOST_ROWS = 300_000
MOST_COLUMNS = 1_000
"""Of a file. The exports of web shops have some hundred."""
LONGEST = 100
"""Signs of a column's name; in the cells below there is prose."""

# Names that shops, wholesalers and till systems use, as `plain` writes them; likeliest first.
NAMES: dict[str, tuple[str, ...]] = {
    "ean": (
        "ean", "eancode", "ean13", "eannummer", "eanconsumenteneenheid", "gtin", "gtin13",
        "barcode", "streepjescode", "barcodenummer", "upc", "variantbarcode", "eancodeartikel",
        "artikelcodeean", "eanartikelcode", "artikelean", "eanartikel", "eannr", "eannumber",
        "barcodenr", "productbarcode", "productean", "itembarcode", "artikelbarcode", "barcodeean",
        "eanbarcode", "barcodes", "eance", "eanconsument", "gtin8", "gtin14", "gtince", "gtinean",
        "eangtin", "gtinupceanorisbn", "gtinupceanisbn", "globaluniqueid", "metaean", "metagtin",
        "metabarcode", "ean13orjanbarcode", "ean13oujan", "scancode", "upccode", "upcean", "eanupc",
        "strichcode", "eannummerartikel", "artikelstrichcode", "codebarres", "codebarre",
        "codesbarres", "codeabarres", "codeean", "codeean13", "numeroean", "gencod", "gencode",
        "articlebarcode", "artikelcode", "artikelnummer",
    ),
    "name": (
        "name", "naam", "productnaam", "artikelnaam", "omschrijving", "artikelomschrijving",
        "productomschrijving", "product", "artikel", "title", "titel", "productname",
        "producttitle", "itemname", "posttitle", "articlename", "artikelbezeichnung",
        "produktname", "produktbezeichnung", "artikeltext", "artikelbeschrijving", "designation",
        "libelle", "nom", "nomduproduit", "nomproduit", "intitule", "nltitleshort", "nltitlelong",
        "titleshort", "titlelong", "titre", "translationsdefaultname", "bezeichnung",
        "description", "beschrijving",
    ),
    "brand": (
        "brand", "merk", "merknaam", "fabrikant", "producent", "leverancier", "manufacturer",
        "vendor", "marke", "marque", "brandname", "hersteller", "fabricant", "manufacturername",
        "suppliername", "supplier", "brands", "merken", "lieferant", "fournisseur",
        "manufacturertranslationsdefaultname",
    ),
    "form": (
        "form", "verbinding", "zout", "zoutvorm",
        "compound", "saltform", "vorm",
        "soort", "type",
    ),
    AMOUNT: (),
    "units_per_day": (
        "unitsperday", "aantalperdag", "perdag", "dagdosering", "eenhedenperdag", "stuksperdag",
        "dosisperdag", "dagelijksedosis", "stperdag", "dosering", "dailydose",
    ),
    "units_per_pack": (
        "unitsperpack", "inhoud", "packungsgrosse", "packungsgroe", "packungsinhalt", "inhalt",
        "stuckzahl", "contenu", "contenance", "nombreparboite", "unitesparboite",
        "verpakkingsinhoud", "aantalperverpakking",
        "stuksperverpakking", "eenhedenperverpakking", "aantalinverpakking", "stuksperdoos",
        "inhoudstuks", "packsize", "aantal",
    ),
    "price": (
        "price", "prijs", "verkoopprijs", "consumentenprijs", "verkoopprijsinclbtw",
        "prijsinclbtw", "consumentenadviesprijs", "adviesprijs", "winkelprijs", "vkprijs", "vkp",
        "variantprice", "regularprice", "retailprice", "sellingprice", "pricetaxincluded",
        "pricetaxincl", "priceinclvat", "priceincltax", "priceinctax", "finalprice", "defaultprice",
        "verkoopprijsincl", "prijsincl", "vkprijsincl", "bruto", "brutoprijs", "preis",
        "verkaufspreis", "vkpreis", "bruttopreis", "vkbrutto", "preisbrutto", "endpreis", "uvp",
        "prix", "prixttc", "prixdevente", "prixdeventettc", "prixpublic", "reguliereprijs",
        "normaleprijs",
    ),
    "currency": (
        "currency", "valuta", "munt", "munteenheid", "wahrung", "devise", "monnaie", "currencycode",
    ),
    "dosage_form": (
        "dosageform", "toedieningsvorm", "doseervorm", "doseringsvorm", "uitvoering",
        "darreichungsform", "vorm", "soort", "type",
    ),
    "vegan": ("vegan", "veganistisch", "isvegan", "plantaardig", "geschiktvoorveganisten"),
    "stock": (
        "stock", "voorraad", "opvoorraad", "aantalopvoorraad", "voorraadaantal", "winkelvoorraad",
        "stockqty", "quantity", "qty", "variantinventoryqty", "stocklevel", "stockquantity",
        "stockonhand", "onhand", "onhandquantity", "inventoryquantity", "inventory",
        "inventorymainoutlet", "actuelevoorraad", "vrijevoorraad", "voorraadniveau", "beschikbaar",
        "lagerbestand", "lagermenge", "verfugbar", "bestandsmenge", "quantite", "quantiteenstock",
        "stockdisponible", "bestand", "instock", "stockstatus", "voorraadstatus", "availability",
        "available", "isinstock",
    ),
    "shelf": (
        "shelf", "schap", "schapplaats", "schaplocatie", "locatie", "plaats", "plek", "vak",
        "stelling", "winkellocatie", "location",
    ),
    "contains": (
        "contains", "bevat", "bevatook", "overigestoffen", "overigewerkzamestoffen",
        "andereactievestoffen", "anderewerkzamestoffen", "overigeactievestoffen",
        "extrastoffen", "otheractives",
    ),
    SALT: (),
    "picture": (
        "picture", "afbeelding", "foto", "plaatje", "image", "imagesrc", "bild",
        "variantimage", "baseimage", "photo", "imageurl",
    ),
}  # fmt: skip
_KNOWN = frozenset(name for names in NAMES.values() for name in names)
_UNIT = "perunit"
"""How the name of an amount ends, whatever it is an amount of."""


def heading(column: str, substance: Substance) -> str:
    """A column as it is called in a file of a pack: `mg_per_unit`, `ug_per_unit`."""
    return column.replace("mg_", f"{substance.word}_") if column in (AMOUNT, SALT) else column


def names_of(column: str, substance: Substance) -> tuple[str, ...]:
    """What a column may be called in a shop's file, as `plain` writes it; likeliest first."""
    own = {
        AMOUNT: substance.columns,
        SALT: substance.salt_columns,
        "form": substance.form_columns,
    }.get(column, ())
    return (plain(heading(column, substance)), *NAMES[column], *own)


def plain(name: str) -> str:
    """A column's name in plain small letters and digits: `Prijs (€)` → prijs."""
    letters = unicodedata.normalize("NFKD", name.lower())
    return "".join(letter for letter in letters if letter.isalnum() and letter.isascii())


def recognised(row: Iterable[str]) -> int:
    """How many cells of a row are names of columns that we know."""
    cells = (plain(cell) for cell in islice(row, MOST_COLUMNS) if len(cell) <= LONGEST)
    return sum(cell in _KNOWN or cell.endswith(_UNIT) for cell in cells)
