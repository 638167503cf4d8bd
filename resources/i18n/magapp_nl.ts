<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
<context>
    <name>AssortmentPage</name>
    <message>
        <source>Assortment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made-up demo products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search, or scan a product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the assortment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off the shelf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Per 100 mg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Products</source>
        <translation type="unfinished">Producten</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} off the shelf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shown} of {count} products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shelf is empty. Add products, or import a list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save or cancel your changes first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A product with this number is there already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken off the shelf: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back on the shelf: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{ean} is not in the assortment yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That was no article number. Scan it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the assortment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be written: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} products are in {path}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CarePage</name>
    <message>
        <source>Now</source>
        <translation>Nu</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Vandaag</translation>
    </message>
    <message>
        <source>Soon</source>
        <translation>Binnenkort</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>Pagina {page} van {pages}</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Bel</translation>
    </message>
    <message>
        <source>Call {number}</source>
        <translation>Bel {number}</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One less in stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One more in stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packs in stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who gets this?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take off shelf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put back on shelf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{dosage}, {mg} each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{price} for {count}, {each} per 100 mg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Just scanned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off the shelf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a whole number, 0 or more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Choose a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several forms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New product</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FaultScreen</name>
    <message>
        <source>Sorry, something went wrong</source>
        <translation>Sorry, er ging iets mis</translation>
    </message>
    <message>
        <source>It is not your fault. Your answers were forgotten. Please start again.</source>
        <translation>Het ligt niet aan u. Uw antwoorden zijn gewist. Begin gerust opnieuw.</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Opnieuw beginnen</translation>
    </message>
</context>
<context>
    <name>GapsPage</name>
    <message>
        <source>Gaps in the assortment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Going through every possible customer. One moment…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wishes that nothing meets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Products that nobody gets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Always a talk first, never a product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None: every product is among the best three for somebody.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None: whatever a customer can wish for, something in stock fits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All sold out: {wish}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not there: {wish}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others come before it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>Import products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A list of products, as CSV or from Excel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing changes yet: first you see what would be added, changed and refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo this import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which column of the file is what? Put right what is not right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supplier (to remember the columns)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what would happen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the made-up demo products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the assortment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last import: {file} ({added} added, {changed} changed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a list of products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>– not in this file –</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>– choose a column –</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which column is this?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file}, {count} rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{good} of {rows} rows can be imported; {same} are as they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The import was undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shelf is as it was before it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported: {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} as they were</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} demo products removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be written: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line {line}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LookupPage</name>
    <message>
        <source>First letter of the name</source>
        <translation>Eerste letter van de naam</translation>
    </message>
    <message>
        <source>Type a name, or tick below</source>
        <translation>Typ een naam, of vink hieronder aan</translation>
    </message>
    <message>
        <source>Name of a medicine</source>
        <translation>Naam van een medicijn</translation>
    </message>
    <message>
        <source>Back to the letters</source>
        <translation>Terug naar de letters</translation>
    </message>
    <message>
        <source>Not in this list</source>
        <translation>Staat er niet bij</translation>
    </message>
    <message>
        <source>None at all</source>
        <translation>Geen enkel medicijn</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Vorige</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
    <message>
        <source>{name}: which of these is it?</source>
        <translation>{name}: welke van deze is het?</translation>
    </message>
    <message>
        <source>Touch the first letter of the name on the box.</source>
        <translation>Raak de eerste letter aan van de naam op het doosje.</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} weghalen</translation>
    </message>
</context>
<context>
    <name>ManyPage</name>
    <message>
        <source>No preference</source>
        <translation>Geen voorkeur</translation>
    </message>
    <message>
        <source>None of these</source>
        <translation>Geen van deze</translation>
    </message>
</context>
<context>
    <name>NumberPage</name>
    <message>
        <source>None</source>
        <translation>Niets</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Vorige</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
    <message>
        <source>Another amount</source>
        <translation>Ander aantal</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Take back the last digit</source>
        <translation>Laatste cijfer weghalen</translation>
    </message>
    <message>
        <source>At most {most} {unit}.</source>
        <translation>Hoogstens {most} {unit}.</translation>
    </message>
</context>
<context>
    <name>OfficePage</name>
    <message>
        <source>Back</source>
        <translation type="unfinished">Terug</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OfficeScreen</name>
    <message>
        <source>Assortment</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OfficeWords</name>
    <message>
        <source>EAN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Magnesium per unit (mg)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Units a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Units in a pack</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Currency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dosage form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vegan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation type="unfinished">Schap</translation>
    </message>
    <message>
        <source>Also holds (mg per unit)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the salt (mg)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Buffered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allowed with conditions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check whether it is allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No claim</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never suggested: too much in one unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other actives</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shop&apos;s own number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Twice in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OpeningPage</name>
    <message>
        <source>Assortment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the shelf…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OutcomeScreen</name>
    <message>
        <source>Change an answer</source>
        <translation>Antwoord wijzigen</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Opnieuw beginnen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>Reasons (R)</source>
        <translation>Redenen (R)</translation>
    </message>
</context>
<context>
    <name>PortionsPage</name>
    <message>
        <source>{food}: one less</source>
        <translation>{food}: een minder</translation>
    </message>
    <message>
        <source>{food}: one more</source>
        <translation>{food}: een meer</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Vorige</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
</context>
<context>
    <name>QuestionPage</name>
    <message>
        <source>None of these</source>
        <translation>Geen van deze</translation>
    </message>
</context>
<context>
    <name>ReasonsPane</name>
    <message>
        <source>Reasons</source>
        <translation>Redenen</translation>
    </message>
    <message>
        <source>Gates that stand</source>
        <translation>Redenen om niet zomaar te adviseren</translation>
    </message>
    <message>
        <source>Refer: now</source>
        <translation>Verwijzen: nu</translation>
    </message>
    <message>
        <source>Refer: today</source>
        <translation>Verwijzen: vandaag</translation>
    </message>
    <message>
        <source>Refer: soon</source>
        <translation>Verwijzen: binnenkort</translation>
    </message>
    <message>
        <source>Our staff</source>
        <translation>Onze medewerker</translation>
    </message>
    <message>
        <source>Food first</source>
        <translation>Eerst voeding</translation>
    </message>
    <message>
        <source>Cleared by staff</source>
        <translation>Vrijgegeven door medewerker</translation>
    </message>
    <message>
        <source>Reason: {text}</source>
        <translation>Reden: {text}</translation>
    </message>
    <message>
        <source>What decides this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What puts this form first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What would change it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why not another form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation>Nog niet beslist</translation>
    </message>
    <message>
        <source>Still open: {question}</source>
        <translation>Nog open: {question}</translation>
    </message>
    <message>
        <source>Forms and why</source>
        <translation>Vormen en waarom</translation>
    </message>
    <message>
        <source>Grade {grade}</source>
        <translation>Bewijsgraad {grade}</translation>
    </message>
    <message>
        <source>Other rules that fired</source>
        <translation>Andere regels die golden</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelaten</translation>
    </message>
    <message>
        <source>high confidence</source>
        <translation>hoge zekerheid</translation>
    </message>
    <message>
        <source>medium confidence</source>
        <translation>redelijke zekerheid</translation>
    </message>
    <message>
        <source>low confidence</source>
        <translation>lage zekerheid</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Bronnen</translation>
    </message>
</context>
<context>
    <name>ReviewScreen</name>
    <message>
        <source>Is this right?</source>
        <translation>Klopt dit?</translation>
    </message>
    <message>
        <source>Choose an answer to change it.</source>
        <translation>Kies een antwoord om het te wijzigen.</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Vorige</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
    <message>
        <source>Change: {question}</source>
        <translation>Wijzigen: {question}</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Overgeslagen</translation>
    </message>
    <message>
        <source>Not answered</source>
        <translation>Niet beantwoord</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Opnieuw beginnen</translation>
    </message>
    <message>
        <source>Keep my answers</source>
        <translation>Doorgaan</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Grotere letters</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoog contrast</translation>
    </message>
    <message>
        <source>See the advice</source>
        <translation>Bekijk het advies</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Overslaan</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Verder</translation>
    </message>
    <message>
        <source>Start again? All answers will be forgotten.</source>
        <translation>Opnieuw beginnen? Alle antwoorden worden gewist.</translation>
    </message>
    <message>
        <source>Are you still there? Your answers will be forgotten in a moment.</source>
        <translation>Bent u er nog? Zo meteen worden uw antwoorden gewist.</translation>
    </message>
</context>
<context>
    <name>StartScreen</name>
    <message>
        <source>Ready for the next customer</source>
        <translation>Klaar voor de volgende klant</translation>
    </message>
    <message>
        <source>Press Enter to begin.</source>
        <translation>Druk op Enter om te beginnen.</translation>
    </message>
    <message>
        <source>New consultation</source>
        <translation>Nieuw gesprek</translation>
    </message>
    <message>
        <source>Assortment (F2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number keys</source>
        <translation>Cijfertoetsen</translation>
    </message>
    <message>
        <source>choose an answer; 0 is none of these.</source>
        <translation>kiezen een antwoord; 0 is geen van deze.</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>goes on to the next question.</source>
        <translation>gaat door naar de volgende vraag.</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Backspace</translation>
    </message>
    <message>
        <source>goes back. Esc starts again.</source>
        <translation>gaat terug. Met Esc begint u opnieuw.</translation>
    </message>
    <message>
        <source>Nothing is kept</source>
        <translation>Niets wordt bewaard</translation>
    </message>
    <message>
        <source>Answers are forgotten afterwards.</source>
        <translation>Antwoorden worden daarna gewist.</translation>
    </message>
    <message>
        <source>What would suit you?</source>
        <translation>Wat past bij u?</translation>
    </message>
    <message>
        <source>Find out in a few minutes, here on the screen.</source>
        <translation>U ziet het in een paar minuten, hier op het scherm.</translation>
    </message>
    <message>
        <source>Touch to start</source>
        <translation>Raak aan om te beginnen</translation>
    </message>
    <message>
        <source>Short questions</source>
        <translation>Korte vragen</translation>
    </message>
    <message>
        <source>You choose answers. You type nothing.</source>
        <translation>U kiest een antwoord. U hoeft niets te typen.</translation>
    </message>
    <message>
        <source>Safety first</source>
        <translation>Veiligheid eerst</translation>
    </message>
    <message>
        <source>Sometimes we send you to our staff or a doctor.</source>
        <translation>Soms verwijzen we u naar onze medewerkers of een arts.</translation>
    </message>
    <message>
        <source>Your answers are forgotten when you leave.</source>
        <translation>Uw antwoorden worden gewist als u weggaat.</translation>
    </message>
</context>
<context>
    <name>SuggestPage</name>
    <message>
        <source>Nothing on our shelf fits</source>
        <translation>Niets op ons schap past</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>Pagina {page} van {pages}</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Producten</translation>
    </message>
    <message>
        <source>Good to know</source>
        <translation>Goed om te weten</translation>
    </message>
    <message>
        <source>Food</source>
        <translation>Voeding</translation>
    </message>
    <message>
        <source>Read more</source>
        <translation>Meer lezen</translation>
    </message>
    <message>
        <source>Please ask our staff. They gladly look further with you.</source>
        <translation>Vraag het onze medewerker. Die kijkt graag met u verder.</translation>
    </message>
    <message>
        <source>You will find what is good to know and to eat here too.</source>
        <translation>Hier leest u ook wat goed is om te weten en te eten.</translation>
    </message>
    <message>
        <source>{mg} per {unit}</source>
        <translation>{mg} per {unit}</translation>
    </message>
    <message>
        <source>Best fit</source>
        <translation>Past het best</translation>
    </message>
    <message>
        <source>{units} a day</source>
        <translation>{units} per dag</translation>
    </message>
    <message>
        <source>{mg} in total</source>
        <translation>{mg} in totaal</translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation>Schap</translation>
    </message>
    <message>
        <source>{price} a day</source>
        <translation>{price} per dag</translation>
    </message>
    <message>
        <source>{price} per {mg}</source>
        <translation>{price} per {mg}</translation>
    </message>
    <message>
        <source>Fits your answers and wishes</source>
        <translation>Past bij uw antwoorden en wensen</translation>
    </message>
    <message numerus="yes">
        <source>%n capsule(s)</source>
        <translation>
            <numerusform>%n capsule</numerusform>
            <numerusform>%n capsules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tablet(s)</source>
        <translation>
            <numerusform>%n tablet</numerusform>
            <numerusform>%n tabletten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scoop(s)</source>
        <translation>
            <numerusform>%n schepje</numerusform>
            <numerusform>%n schepjes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n portion(s)</source>
        <translation>
            <numerusform>%n portie</numerusform>
            <numerusform>%n porties</numerusform>
        </translation>
    </message>
    <message>
        <source>capsule</source>
        <translation>capsule</translation>
    </message>
    <message>
        <source>tablet</source>
        <translation>tablet</translation>
    </message>
    <message>
        <source>scoop of powder</source>
        <translation>schepje poeder</translation>
    </message>
    <message>
        <source>portion of liquid</source>
        <translation>portie vloeistof</translation>
    </message>
    <message>
        <source>Look back after {weeks} weeks</source>
        <translation>Kijk terug na {weeks} weken</translation>
    </message>
    <message>
        <source>No difference after {weeks} weeks? Then stop.</source>
        <translation>Geen verschil na {weeks} weken? Stop dan.</translation>
    </message>
    <message>
        <source>Keep hours apart</source>
        <translation>Houd uren ertussen</translation>
    </message>
    <message>
        <source>See “{tab}” for all of them.</source>
        <translation>Zie “{tab}” voor alles.</translation>
    </message>
    <message>
        <source>What we may say</source>
        <translation>Wat we mogen zeggen</translation>
    </message>
    <message>
        <source>Please read this too</source>
        <translation>Lees dit ook</translation>
    </message>
</context>
<context>
    <name>TroublePage</name>
    <message>
        <source>Assortment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A newer version of this program was here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update this program. Or go on with what you have; nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product database is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was written to it, and it is kept whatever you choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The products cannot be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the last backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start anew beside it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Whom</name>
    <message>
        <source>Who gets this?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can get it, among the best three</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never get it; other products are shown to them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Going through every possible customer. One moment…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody gets it as long as it is out of stock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody gets it: other products always come before it, or fit better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some customers get this product.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every kind of customer can get this product.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_TilesPage</name>
    <message>
        <source>Previous</source>
        <translation>Vorige</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
</context>
</TS>
