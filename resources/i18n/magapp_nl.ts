<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
<context>
    <name>AdviceActions</name>
    <message>
        <source>Clear (C)</source>
        <translation>Vrijgeven (C)</translation>
    </message>
    <message>
        <source>Compare (V)</source>
        <translation>Vergelijk (V)</translation>
    </message>
    <message>
        <source>Moments (M)</source>
        <translation>Momenten (M)</translation>
    </message>
    <message>
        <source>Turn the screen (T)</source>
        <translation>Scherm draaien (T)</translation>
    </message>
</context>
<context>
    <name>AssortmentPage</name>
    <message>
        <source>Assortment</source>
        <translation>Assortiment</translation>
    </message>
    <message>
        <source>Made-up demo products</source>
        <translation>Verzonnen demoproducten</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Gaten</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporteren</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importeren</translation>
    </message>
    <message>
        <source>Add a product</source>
        <translation>Product toevoegen</translation>
    </message>
    <message>
        <source>Search, or scan a product</source>
        <translation>Zoek, of scan een product</translation>
    </message>
    <message>
        <source>Search the assortment</source>
        <translation>Zoek in het assortiment</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Waarschuwingen</translation>
    </message>
    <message>
        <source>Off the shelf</source>
        <translation>Uit het schap</translation>
    </message>
    <message>
        <source>Per {hundred}</source>
        <translation>Per {hundred}</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Producten</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Toon alles</translation>
    </message>
    <message>
        <source>{count} off the shelf</source>
        <translation>{count} uit het schap</translation>
    </message>
    <message>
        <source>{count} products</source>
        <translation>{count} producten</translation>
    </message>
    <message>
        <source>{shown} of {count} products</source>
        <translation>{shown} van {count} producten</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Niets gevonden.</translation>
    </message>
    <message>
        <source>The shelf is empty. Add products, or import a list.</source>
        <translation>Het schap is leeg. Voeg producten toe, of importeer een lijst.</translation>
    </message>
    <message>
        <source>Save or cancel your changes first.</source>
        <translation>Bewaar of annuleer eerst uw wijzigingen.</translation>
    </message>
    <message>
        <source>Added: {name}</source>
        <translation>Toegevoegd: {name}</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>Bewaard: {name}</translation>
    </message>
    <message>
        <source>Taken off the shelf: {name}</source>
        <translation>Uit het schap gehaald: {name}</translation>
    </message>
    <message>
        <source>Back on the shelf: {name}</source>
        <translation>Terug op het schap: {name}</translation>
    </message>
    <message>
        <source>{ean} is not in the assortment yet.</source>
        <translation>{ean} staat nog niet in het assortiment.</translation>
    </message>
    <message>
        <source>That was no article number. Scan it again.</source>
        <translation>Dat was geen artikelnummer. Scan het opnieuw.</translation>
    </message>
    <message>
        <source>Products left out, because no import would let them in: {count}. Import them again. The command magapp doctor says what is wrong.</source>
        <translation>Weggelaten producten, omdat geen import ze zou toelaten: {count}. Importeer ze opnieuw. De opdracht magapp doctor zegt wat er mis is.</translation>
    </message>
    <message>
        <source>Export the assortment</source>
        <translation>Het assortiment exporteren</translation>
    </message>
    <message>
        <source>{path} cannot be written: {why}.</source>
        <translation>{path} kan niet worden geschreven: {why}.</translation>
    </message>
    <message>
        <source>{count} products are in {path}.</source>
        <translation>{count} producten staan in {path}.</translation>
    </message>
</context>
<context>
    <name>AttractScreen</name>
    <message>
        <source>Ask our staff</source>
        <translation>Vraag een medewerker</translation>
    </message>
    <message>
        <source>Short questions</source>
        <translation>Korte vragen</translation>
    </message>
    <message>
        <source>You choose answers. You type nothing.</source>
        <translation>U kiest antwoorden. U typt niets.</translation>
    </message>
    <message>
        <source>Safety first</source>
        <translation>Veiligheid eerst</translation>
    </message>
    <message>
        <source>Sometimes we send you to our staff or a doctor.</source>
        <translation>Soms sturen wij u naar een medewerker of een arts.</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Vertrouwelijk</translation>
    </message>
    <message>
        <source>We ask no name, and erase your answers when you stop, or at the latest {minutes} minutes after you walk away.</source>
        <translation>Wij vragen geen naam en wissen uw antwoorden als u stopt, of uiterlijk {minutes} minuten nadat u wegloopt.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginnen</translation>
    </message>
</context>
<context>
    <name>CallBadge</name>
    <message>
        <source>{name} · {minutes} min{more} (F9)</source>
        <translation>{name} · {minutes} min{more} (F9)</translation>
    </message>
    <message>
        <source>{name} has asked for you for {minutes} min. F9 shows all calls: {count}.</source>
        <translation>{name} vraagt al {minutes} min naar u. F9 toont alle oproepen: {count}.</translation>
    </message>
</context>
<context>
    <name>CallPanel</name>
    <message>
        <source>Who asks for you</source>
        <translation>Wie naar u vraagt</translation>
    </message>
    <message>
        <source>{name}, {minutes} min: I am going ({key})</source>
        <translation>{name}, {minutes} min: ik ga erheen ({key})</translation>
    </message>
    <message>
        <source>And {count} more.</source>
        <translation>En nog {count}.</translation>
    </message>
</context>
<context>
    <name>CalmScreen</name>
    <message>
        <source>Call {number}</source>
        <translation>Bel {number}</translation>
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
        <source>Foods before</source>
        <translation>Eten hiervoor</translation>
    </message>
    <message>
        <source>More foods</source>
        <translation>Meer eten</translation>
    </message>
    <message>
        <source>Call {number}</source>
        <translation>Bel {number}</translation>
    </message>
    <message>
        <source>Our staff scan this code</source>
        <translation>Onze medewerker scant deze code</translation>
    </message>
</context>
<context>
    <name>ChoiceCard</name>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
</context>
<context>
    <name>ClearingScreen</name>
    <message>
        <source>Clear a gate</source>
        <translation>Vrijgeven</translation>
    </message>
    <message>
        <source>In your own words, no names (T)</source>
        <translation>In eigen woorden, zonder namen (T)</translation>
    </message>
    <message>
        <source>Change the answer (W)</source>
        <translation>Antwoord wijzigen (W)</translation>
    </message>
    <message>
        <source>Take it back (U)</source>
        <translation>Terugnemen (U)</translation>
    </message>
    <message>
        <source>What you say here stands on the slip. A referral stays.</source>
        <translation>Wat u hier zegt, staat op het briefje. Een verwijzing blijft staan.</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>Terug (Esc)</translation>
    </message>
    <message>
        <source>Clear it (Enter)</source>
        <translation>Geef vrij (Enter)</translation>
    </message>
    <message>
        <source>Cleared</source>
        <translation>Vrijgegeven</translation>
    </message>
    <message>
        <source>Stands</source>
        <translation>Staat nog</translation>
    </message>
    <message>
        <source>Answer it</source>
        <translation>Beantwoorden</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>Blijft</translation>
    </message>
    <message>
        <source>Who was asked? (1-{last})</source>
        <translation>Aan wie is het gevraagd? (1-{last})</translation>
    </message>
    <message>
        <source>Why is it all right with {name}? (A-{last})</source>
        <translation>Waarom mag het met {name}? (A-{last})</translation>
    </message>
    <message>
        <source>Why is it all right? (A-{last})</source>
        <translation>Waarom mag het? (A-{last})</translation>
    </message>
    <message>
        <source>Next name (Enter)</source>
        <translation>Volgende naam (Enter)</translation>
    </message>
    <message>
        <source>PgUp and PgDn lead to another gate.</source>
        <translation>PgUp en PgDn gaan naar een andere reden.</translation>
    </message>
    <message>
        <source>Cleared: {reason}</source>
        <translation>Vrijgegeven: {reason}</translation>
    </message>
    <message>
        <source>This one cannot be cleared at the counter.</source>
        <translation>Dit kan aan de balie niet worden vrijgegeven.</translation>
    </message>
    <message>
        <source>This one goes away when the question is answered.</source>
        <translation>Dit verdwijnt als de vraag is beantwoord.</translation>
    </message>
    <message>
        <source>{name} is not in our list.</source>
        <translation>{name} staat niet in onze lijst.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Clear the gate</source>
        <translation>Vrijgeven</translation>
    </message>
    <message>
        <source>Who was asked</source>
        <translation>Wie gevraagd is</translation>
    </message>
    <message>
        <source>Why it is all right</source>
        <translation>Waarom het goed is</translation>
    </message>
    <message>
        <source>In your own words</source>
        <translation>In uw eigen woorden</translation>
    </message>
    <message>
        <source>Take a clearance back</source>
        <translation>Een vrijgave terugnemen</translation>
    </message>
    <message>
        <source>Change the answer</source>
        <translation>Het antwoord wijzigen</translation>
    </message>
    <message>
        <source>Next gate</source>
        <translation>Volgende reden</translation>
    </message>
    <message>
        <source>Gate before</source>
        <translation>Vorige reden</translation>
    </message>
</context>
<context>
    <name>ColumnsStep</name>
    <message>
        <source>Which column of the file is what? Put right what is not right.</source>
        <translation>Welke kolom van het bestand is wat? Verbeter wat niet klopt.</translation>
    </message>
    <message>
        <source>Sheet of the file</source>
        <translation>Blad van het bestand</translation>
    </message>
    <message>
        <source>Supplier (to remember the columns)</source>
        <translation>Leverancier (om de kolommen te onthouden)</translation>
    </message>
    <message>
        <source>See what would happen</source>
        <translation>Bekijk wat er zou gebeuren</translation>
    </message>
    <message>
        <source>Another file</source>
        <translation>Ander bestand</translation>
    </message>
    <message>
        <source>– not in this file –</source>
        <translation>– niet in dit bestand –</translation>
    </message>
    <message>
        <source>– choose a column –</source>
        <translation>– kies een kolom –</translation>
    </message>
    <message>
        <source>Which column is this?</source>
        <translation>Welke kolom is dit?</translation>
    </message>
    <message>
        <source>{sheet}: cannot be read</source>
        <translation>{sheet}: niet te lezen</translation>
    </message>
    <message>
        <source>{sheet}: {count} rows</source>
        <translation>{sheet}: {count} rijen</translation>
    </message>
</context>
<context>
    <name>CompareScreen</name>
    <message>
        <source>Side by side</source>
        <translation>Naast elkaar</translation>
    </message>
    <message>
        <source>A tick marks the better value. For staff.</source>
        <translation>Een vinkje staat bij de betere waarde. Voor medewerkers.</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>Terug (Esc)</translation>
    </message>
    <message>
        <source>Another one left (1)</source>
        <translation>Links een ander (1)</translation>
    </message>
    <message>
        <source>Another one right (2)</source>
        <translation>Rechts een ander (2)</translation>
    </message>
    <message>
        <source>Choose a product</source>
        <translation>Kies een product</translation>
    </message>
    <message>
        <source>Fits</source>
        <translation>Past</translation>
    </message>
    <message>
        <source>Wishes met</source>
        <translation>Voldoet aan wensen</translation>
    </message>
    <message>
        <source>Amount in one</source>
        <translation>Hoeveelheid per stuk</translation>
    </message>
    <message>
        <source>Buffered</source>
        <translation>Gebufferd</translation>
    </message>
    <message>
        <source>Amount a day</source>
        <translation>Hoeveelheid per dag</translation>
    </message>
    <message>
        <source>Price per {hundred}</source>
        <translation>Prijs per {hundred}</translation>
    </message>
    <message>
        <source>Not now: {why}</source>
        <translation>Nu niet: {why}</translation>
    </message>
    <message>
        <source>Another product left</source>
        <translation>Links een ander product</translation>
    </message>
    <message>
        <source>Another product right</source>
        <translation>Rechts een ander product</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Vorm</translation>
    </message>
    <message>
        <source>How many a day</source>
        <translation>Hoeveel per dag</translation>
    </message>
    <message>
        <source>Price a day</source>
        <translation>Prijs per dag</translation>
    </message>
    <message>
        <source>Also in it</source>
        <translation>Ook erin</translation>
    </message>
    <message>
        <source>Vegan</source>
        <translation>Vegan</translation>
    </message>
    <message>
        <source>Enough a day for claims</source>
        <translation>Genoeg per dag voor claims</translation>
    </message>
    <message>
        <source>In stock</source>
        <translation>Op voorraad</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nee</translation>
    </message>
</context>
<context>
    <name>CounterShell</name>
    <message>
        <source>Back (Backspace)</source>
        <translation>Terug (Backspace)</translation>
    </message>
    <message>
        <source>Start again (Esc)</source>
        <translation>Opnieuw (Esc)</translation>
    </message>
    <message>
        <source>In the customer&apos;s hand: {name}</source>
        <translation>In de hand van de klant: {name}</translation>
    </message>
    <message>
        <source>Replace this consultation by the scanned one?</source>
        <translation>Dit gesprek vervangen door het gescande?</translation>
    </message>
    <message>
        <source>Replace it (Y)</source>
        <translation>Vervangen (J)</translation>
    </message>
    <message>
        <source>Start again (Y)</source>
        <translation>Opnieuw beginnen (J)</translation>
    </message>
    <message>
        <source>Keep my answers (Esc)</source>
        <translation>Antwoorden houden (Esc)</translation>
    </message>
    <message>
        <source>Keep this one (Esc)</source>
        <translation>Houden (Esc)</translation>
    </message>
    <message>
        <source>Chosen: {name}</source>
        <translation>Gekozen: {name}</translation>
    </message>
    <message>
        <source>No longer chosen: {name}</source>
        <translation>Niet meer gekozen: {name}</translation>
    </message>
    <message>
        <source>Now asked as well: {questions}</source>
        <translation>Nu ook gevraagd: {questions}</translation>
    </message>
    <message>
        <source>What stands beside the digit</source>
        <translation>Wat bij het cijfer staat</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Keys of this screen</source>
        <translation>Toetsen van dit scherm</translation>
    </message>
    <message>
        <source>Who asks for you</source>
        <translation>Wie naar u vraagt</translation>
    </message>
    <message>
        <source>Back to work</source>
        <translation>Terug naar het werk</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nee</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Our products</source>
        <translation>Onze producten</translation>
    </message>
    <message>
        <source>Begin with the product in the customer&apos;s hand</source>
        <translation>Beginnen met het product in de hand van de klant</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>Opnieuw beginnen</translation>
    </message>
    <message>
        <source>On, and to the advice</source>
        <translation>Verder, en naar het advies</translation>
    </message>
    <message>
        <source>Next question, answered or not</source>
        <translation>Volgende vraag, beantwoord of niet</translation>
    </message>
    <message>
        <source>Question before</source>
        <translation>Vorige vraag</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Opnieuw beginnen</translation>
    </message>
    <message>
        <source>Advice so far</source>
        <translation>Advies tot nu toe</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>Redenen</translation>
    </message>
    <message>
        <source>Clear a gate</source>
        <translation>Vrijgeven</translation>
    </message>
    <message>
        <source>Without the product in the hand</source>
        <translation>Zonder het product in de hand</translation>
    </message>
    <message>
        <source>To the advice</source>
        <translation>Naar het advies</translation>
    </message>
    <message>
        <source>What stands beside the key</source>
        <translation>Wat bij de toets staat</translation>
    </message>
    <message>
        <source>Leaf through the reasons</source>
        <translation>Door de redenen bladeren</translation>
    </message>
    <message>
        <source>To the questions</source>
        <translation>Naar de vragen</translation>
    </message>
    <message>
        <source>Change an answer</source>
        <translation>Antwoord wijzigen</translation>
    </message>
    <message>
        <source>Moments</source>
        <translation>Momenten</translation>
    </message>
    <message>
        <source>Slip</source>
        <translation>Briefje</translation>
    </message>
    <message>
        <source>Turn the screen</source>
        <translation>Scherm draaien</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergelijk</translation>
    </message>
    <message>
        <source>Turn to a tab</source>
        <translation>Naar een tabblad</translation>
    </message>
    <message>
        <source>Back to the advice</source>
        <translation>Terug naar het advies</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Afdrukken</translation>
    </message>
    <message>
        <source>Save as PDF or text</source>
        <translation>Bewaren als pdf of tekst</translation>
    </message>
    <message>
        <source>Codes for a phone</source>
        <translation>Codes voor de telefoon</translation>
    </message>
    <message>
        <source>Language of the slip</source>
        <translation>Taal van het briefje</translation>
    </message>
    <message>
        <source>For which product</source>
        <translation>Voor welk product</translation>
    </message>
    <message>
        <source>Slip (P)</source>
        <translation>Briefje (P)</translation>
    </message>
    <message>
        <source>To the advice (F8)</source>
        <translation>Naar het advies (F8)</translation>
    </message>
    <message>
        <source>See the advice (Enter)</source>
        <translation>Bekijk het advies (Enter)</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>Volgende (Enter)</translation>
    </message>
    <message>
        <source>Advice so far (F4)</source>
        <translation>Advies tot nu toe (F4)</translation>
    </message>
</context>
<context>
    <name>CounterSlip</name>
    <message>
        <source>Save the slip</source>
        <translation>Het briefje bewaren</translation>
    </message>
    <message>
        <source>The file cannot be written: {why}</source>
        <translation>Het bestand kan niet worden geschreven: {why}</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>Bewaard als {name}</translation>
    </message>
    <message>
        <source>Save the slip as a file, or let the customer scan the codes.</source>
        <translation>Bewaar het briefje als bestand, of laat de klant de codes scannen.</translation>
    </message>
    <message>
        <source>Try again (P)</source>
        <translation>Opnieuw proberen (P)</translation>
    </message>
    <message>
        <source>Print (P)</source>
        <translation>Afdrukken (P)</translation>
    </message>
    <message>
        <source>The slip to take home</source>
        <translation>Het briefje voor thuis</translation>
    </message>
    <message>
        <source>No printer is set up. Save the slip, or let the customer scan the codes.</source>
        <translation>Er is geen printer ingesteld. Bewaar het briefje, of laat de klant de codes scannen.</translation>
    </message>
    <message>
        <source>The clock of this computer is wrong: the slip has no dates.</source>
        <translation>De klok van deze computer staat verkeerd: op het briefje staat geen datum.</translation>
    </message>
    <message>
        <source>Language of the slip (L)</source>
        <translation>Taal van het briefje (L)</translation>
    </message>
    <message>
        <source>Save as PDF or text (S)</source>
        <translation>Bewaren als pdf of tekst (S)</translation>
    </message>
    <message>
        <source>Codes for a phone (Q)</source>
        <translation>Codes voor de telefoon (Q)</translation>
    </message>
    <message>
        <source>Back to the advice (Esc)</source>
        <translation>Terug naar het advies (Esc)</translation>
    </message>
    <message>
        <source>All products</source>
        <translation>Alle producten</translation>
    </message>
</context>
<context>
    <name>CounterStart</name>
    <message>
        <source>{name} asks for you</source>
        <translation>{name} vraagt om u</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>{name}: done</source>
        <translation>{name}: klaar</translation>
    </message>
    <message>
        <source>And {count} more.</source>
        <translation>En nog {count}.</translation>
    </message>
    <message>
        <source>This is about {names}. The usual setting is used instead. The command magapp doctor says what is wrong.</source>
        <translation>Het gaat om {names}. In plaats daarvan geldt de gewone instelling. De opdracht magapp doctor zegt wat er fout is.</translation>
    </message>
    <message>
        <source>Not all of the shop&apos;s settings can be used</source>
        <translation>Niet alle instellingen van de winkel zijn bruikbaar</translation>
    </message>
    <message>
        <source>Ask the pharmacist to read and sign them.</source>
        <translation>Vraag de apotheker ze te lezen en te ondertekenen.</translation>
    </message>
    <message>
        <source>Last signed here: version {version}, by {name} on {day}.</source>
        <translation>Laatst hier ondertekend: versie {version}, door {name} op {day}.</translation>
    </message>
    <message>
        <source>No pharmacist signed these questions and rules</source>
        <translation>Geen apotheker heeft deze vragen en regels ondertekend</translation>
    </message>
    <message>
        <source>The clock of this computer is wrong</source>
        <translation>De klok van deze computer staat verkeerd</translation>
    </message>
    <message>
        <source>Slips come without dates and reminders until it is set. The command magapp doctor says how.</source>
        <translation>Briefjes komen zonder datum en herinneringen tot hij goed staat. De opdracht magapp doctor zegt hoe dat moet.</translation>
    </message>
    <message>
        <source>Ready for the next customer</source>
        <translation>Klaar voor de volgende klant</translation>
    </message>
    <message>
        <source>Press Enter to begin.</source>
        <translation>Druk op Enter om te beginnen.</translation>
    </message>
    <message>
        <source>New consultation (Enter)</source>
        <translation>Nieuw gesprek (Enter)</translation>
    </message>
    <message>
        <source>A product in the hand (F3)</source>
        <translation>Klant heeft een product (F3)</translation>
    </message>
    <message>
        <source>Assortment (F2)</source>
        <translation>Assortiment (F2)</translation>
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
        <translation>gaat naar de volgende vraag.</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Backspace</translation>
    </message>
    <message>
        <source>goes back. Esc starts again.</source>
        <translation>gaat terug. Esc begint opnieuw.</translation>
    </message>
    <message>
        <source>Nothing is kept</source>
        <translation>Niets wordt bewaard</translation>
    </message>
    <message>
        <source>Answers are forgotten afterwards.</source>
        <translation>Antwoorden worden daarna vergeten.</translation>
    </message>
</context>
<context>
    <name>CustomerView</name>
    <message>
        <source>For the customer</source>
        <translation>Voor de klant</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Welkom</translation>
    </message>
    <message>
        <source>We are looking at it with you.</source>
        <translation>We kijken het samen met u na.</translation>
    </message>
    <message>
        <source>Back to work (T)</source>
        <translation>Terug naar het werk (T)</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Questions</source>
        <translation>Vragen</translation>
    </message>
</context>
<context>
    <name>DeskPane</name>
    <message>
        <source>To the advice (F8)</source>
        <translation>Naar het advies (F8)</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Sluiten (Esc)</translation>
    </message>
    <message>
        <source>In stock</source>
        <translation>Op voorraad</translation>
    </message>
    <message>
        <source>One less in stock</source>
        <translation>Eén minder op voorraad</translation>
    </message>
    <message>
        <source>One more in stock</source>
        <translation>Eén meer op voorraad</translation>
    </message>
    <message>
        <source>Packs in stock</source>
        <translation>Verpakkingen op voorraad</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Vastleggen</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Wijzigen</translation>
    </message>
    <message>
        <source>Who gets this?</source>
        <translation>Wie krijgt dit?</translation>
    </message>
    <message>
        <source>Take off shelf</source>
        <translation>Uit het schap</translation>
    </message>
    <message>
        <source>Put back on shelf</source>
        <translation>Terug op het schap</translation>
    </message>
    <message>
        <source>{dosage}, {mg} each</source>
        <translation>{dosage}, {mg} per stuk</translation>
    </message>
    <message>
        <source>{price} for {count}, {each} per {hundred}</source>
        <translation>{price} voor {count}, {each} per {hundred}</translation>
    </message>
    <message>
        <source>Just scanned</source>
        <translation>Net gescand</translation>
    </message>
    <message>
        <source>Off the shelf</source>
        <translation>Uit het schap</translation>
    </message>
    <message>
        <source>Type a whole number, 0 or more.</source>
        <translation>Typ een heel getal, 0 of meer.</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>Choose a picture</source>
        <translation>Kies een foto</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Bewaren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Several forms</source>
        <translation>Meer vormen</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Wijzigen</translation>
    </message>
    <message>
        <source>New product</source>
        <translation>Nieuw product</translation>
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
        <source>It is not your fault. Your answers were forgotten. Please start again, or ask our staff.</source>
        <translation>Het ligt niet aan u. Uw antwoorden zijn gewist. Begin opnieuw, of vraag een medewerker.</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Opnieuw beginnen</translation>
    </message>
</context>
<context>
    <name>FileStep</name>
    <message>
        <source>A list of products, as CSV or from Excel</source>
        <translation>Een lijst met producten, als CSV of uit Excel</translation>
    </message>
    <message>
        <source>Nothing changes yet: first you see what would be added, changed and refused.</source>
        <translation>Er verandert nog niets: u ziet eerst wat er nieuw is, wat wijzigt en wat wordt geweigerd.</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Kies een bestand</translation>
    </message>
    <message>
        <source>Undo this import</source>
        <translation>Deze import ongedaan maken</translation>
    </message>
    <message>
        <source>Last import: {file} ({added} added, {changed} changed)</source>
        <translation>Laatste import: {file} ({added} nieuw, {changed} gewijzigd)</translation>
    </message>
</context>
<context>
    <name>ForWhom</name>
    <message>
        <source>Who gets this?</source>
        <translation>Wie krijgt dit?</translation>
    </message>
    <message>
        <source>Can get it, among the best three</source>
        <translation>Kunnen het krijgen, bij de beste drie</translation>
    </message>
    <message>
        <source>Never get it; other products are shown to them</source>
        <translation>Krijgen het nooit; zij zien andere producten</translation>
    </message>
    <message>
        <source>Going through every possible customer. One moment…</source>
        <translation>Alle mogelijke klanten worden doorlopen. Een moment…</translation>
    </message>
    <message>
        <source>Back to the product</source>
        <translation>Terug naar het product</translation>
    </message>
    <message>
        <source>Nobody gets it as long as it is out of stock.</source>
        <translation>Niemand krijgt het zolang het niet op voorraad is.</translation>
    </message>
    <message>
        <source>Nobody gets it: other products always come before it, or fit better.</source>
        <translation>Niemand krijgt het: andere producten gaan altijd voor, of passen beter.</translation>
    </message>
    <message>
        <source>Some customers get this product.</source>
        <translation>Sommige klanten krijgen dit product.</translation>
    </message>
    <message>
        <source>Every kind of customer can get this product.</source>
        <translation>Elk soort klant kan dit product krijgen.</translation>
    </message>
</context>
<context>
    <name>GapsPage</name>
    <message>
        <source>Gaps in the assortment</source>
        <translation>Gaten in het assortiment</translation>
    </message>
    <message>
        <source>Going through every possible customer. One moment…</source>
        <translation>Alle mogelijke klanten worden doorlopen. Een moment…</translation>
    </message>
    <message>
        <source>Wishes that nothing meets</source>
        <translation>Wensen waar niets bij past</translation>
    </message>
    <message>
        <source>Products that nobody gets</source>
        <translation>Producten die niemand krijgt</translation>
    </message>
    <message>
        <source>Always a talk first, never a product</source>
        <translation>Altijd eerst een gesprek, nooit een product</translation>
    </message>
    <message>
        <source>None: every product is among the best three for somebody.</source>
        <translation>Geen: elk product hoort voor iemand bij de beste drie.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Waarom</translation>
    </message>
    <message>
        <source>None: whatever a customer can wish for, something in stock fits.</source>
        <translation>Geen: wat een klant ook wenst, er is iets op voorraad dat past.</translation>
    </message>
    <message>
        <source>All sold out: {wish}</source>
        <translation>Alles uitverkocht: {wish}</translation>
    </message>
    <message>
        <source>Not there: {wish}</source>
        <translation>Niet aanwezig: {wish}</translation>
    </message>
    <message>
        <source>Others come before it</source>
        <translation>Andere gaan voor</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Geen.</translation>
    </message>
</context>
<context>
    <name>HeldChip</name>
    <message>
        <source>In the hand: {name} (F7)</source>
        <translation>In de hand: {name} (F7)</translation>
    </message>
</context>
<context>
    <name>HelpScreen</name>
    <message>
        <source>For our staff: opens your answers again</source>
        <translation>Voor onze medewerkers: opent uw antwoorden weer</translation>
    </message>
    <message>
        <source>We are calling a colleague</source>
        <translation>We roepen een collega</translation>
    </message>
    <message>
        <source>You can also go to the counter.</source>
        <translation>U kunt ook naar de balie gaan.</translation>
    </message>
    <message>
        <source>A colleague is coming to you</source>
        <translation>Er komt een collega naar u toe</translation>
    </message>
    <message>
        <source>Is nobody there yet? Please go to the counter.</source>
        <translation>Is er nog niemand? Ga dan naar de balie.</translation>
    </message>
    <message>
        <source>Please go to the counter</source>
        <translation>Ga naar de balie</translation>
    </message>
    <message>
        <source>Our staff are happy to help you.</source>
        <translation>Onze medewerkers helpen u graag.</translation>
    </message>
    <message>
        <source>Back to my answers</source>
        <translation>Terug naar mijn antwoorden</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>Import products</source>
        <translation>Producten importeren</translation>
    </message>
    <message>
        <source>Save a report</source>
        <translation>Verslag bewaren</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>Dat lukte niet</translation>
    </message>
    <message>
        <source>Choose a list of products</source>
        <translation>Kies een lijst met producten</translation>
    </message>
    <message>
        <source>Reading {file}</source>
        <translation>{file} wordt gelezen</translation>
    </message>
    <message>
        <source>{file}, {count} rows</source>
        <translation>{file}, {count} regels</translation>
    </message>
    <message>
        <source>Importing {file}</source>
        <translation>{file} wordt geïmporteerd</translation>
    </message>
    <message>
        <source>{path} cannot be written: {why}.</source>
        <translation>{path} kan niet worden geschreven: {why}.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Gestopt. Er is niets gewijzigd.</translation>
    </message>
</context>
<context>
    <name>KeysPanel</name>
    <message>
        <source>Keys of this screen</source>
        <translation>Toetsen van dit scherm</translation>
    </message>
</context>
<context>
    <name>KioskShell</name>
    <message>
        <source>Take it along</source>
        <translation>Neem het mee</translation>
    </message>
    <message>
        <source>Ask our staff</source>
        <translation>Vraag een medewerker</translation>
    </message>
    <message>
        <source>Call our staff</source>
        <translation>Roep een medewerker</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Done? The number disappears.</source>
        <translation>Klaar? Het nummer verdwijnt.</translation>
    </message>
    <message>
        <source>Stop? All your answers will be forgotten.</source>
        <translation>Stoppen? Al uw antwoorden worden dan gewist.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klaar</translation>
    </message>
</context>
<context>
    <name>LeaveScreen</name>
    <message>
        <source>For staff: leave the kiosk</source>
        <translation>Voor medewerkers: de kiosk verlaten</translation>
    </message>
    <message>
        <source>Your PIN</source>
        <translation>Uw pincode</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Laatste cijfer weg</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlaten</translation>
    </message>
    <message>
        <source>No PIN is set yet. Set one on this machine with the command: magapp pin</source>
        <translation>Er is nog geen pincode. Stel er op deze machine een in met de opdracht: magapp pin</translation>
    </message>
    <message>
        <source>Wrong too often. Try again in {seconds} seconds.</source>
        <translation>Te vaak verkeerd. Probeer het over {seconds} seconden opnieuw.</translation>
    </message>
    <message>
        <source>That is not the PIN.</source>
        <translation>Dat is niet de pincode.</translation>
    </message>
    <message>
        <source>Type the PIN of the staff.</source>
        <translation>Typ de pincode van de medewerkers.</translation>
    </message>
</context>
<context>
    <name>LookupPage</name>
    <message>
        <source>First letter of the name</source>
        <translation>Eerste letter van de naam</translation>
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
        <source>Medicines found: {count}</source>
        <translation>Medicijnen gevonden: {count}</translation>
    </message>
    <message>
        <source>Touch how the name goes on.</source>
        <translation>Tik aan hoe de naam verdergaat.</translation>
    </message>
    <message>
        <source>First letters of the name</source>
        <translation>Eerste letters van de naam</translation>
    </message>
    <message>
        <source>Touch the first letter of the name on the box.</source>
        <translation>Tik op de eerste letter van de naam op het doosje.</translation>
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
    <name>MedicinesCard</name>
    <message>
        <source>Type the first letters</source>
        <translation>Typ de eerste letters</translation>
    </message>
    <message>
        <source>Name of a medicine</source>
        <translation>Naam van een medicijn</translation>
    </message>
    <message>
        <source>None at all</source>
        <translation>Geen enkel medicijn</translation>
    </message>
    <message>
        <source>Not in this list</source>
        <translation>Niet in deze lijst</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
    <message>
        <source>Medicines found: {count}</source>
        <translation>Medicijnen gevonden: {count}</translation>
    </message>
    <message>
        <source>Enter takes {name}.</source>
        <translation>Enter neemt {name}.</translation>
    </message>
    <message>
        <source>Did you mean one of these? Choose by number.</source>
        <translation>Bedoelt u een van deze? Kies met het nummer.</translation>
    </message>
    <message>
        <source>Type the whole name, or choose by number.</source>
        <translation>Typ de hele naam, of kies met het nummer.</translation>
    </message>
    <message>
        <source>“{name}” is not in our list. Enter keeps it as not known.</source>
        <translation>“{name}” staat niet in onze lijst. Enter bewaart het als onbekend.</translation>
    </message>
</context>
<context>
    <name>MomentsCard</name>
    <message>
        <source>Not known, or it varies</source>
        <translation>Niet bekend, of het wisselt</translation>
    </message>
</context>
<context>
    <name>MomentsPage</name>
    <message>
        <source>One day a week</source>
        <translation>Eén dag per week</translation>
    </message>
    <message>
        <source>I do not know, or it varies</source>
        <translation>Weet ik niet, of het wisselt</translation>
    </message>
</context>
<context>
    <name>NumberCard</name>
    <message>
        <source>None</source>
        <translation>Geen</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Aantal</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
    <message>
        <source>At most {most} {unit}.</source>
        <translation>Hooguit {most} {unit}.</translation>
    </message>
    <message>
        <source>{unit}, then Enter</source>
        <translation>{unit}, dan Enter</translation>
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
        <translation>Hooguit {most} {unit}.</translation>
    </message>
</context>
<context>
    <name>OfficePage</name>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>Terug (Esc)</translation>
    </message>
</context>
<context>
    <name>OfficeScreen</name>
    <message>
        <source>Assortment</source>
        <translation>Assortiment</translation>
    </message>
</context>
<context>
    <name>OfficeWords</name>
    <message>
        <source>EAN</source>
        <translation>EAN</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Naam</translation>
    </message>
    <message>
        <source>Brand</source>
        <translation>Merk</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Vorm</translation>
    </message>
    <message>
        <source>Blend</source>
        <translation>Mengsel</translation>
    </message>
    <message>
        <source>Units a day</source>
        <translation>Stuks per dag</translation>
    </message>
    <message>
        <source>Units in a pack</source>
        <translation>Stuks per verpakking</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Prijs</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Valuta</translation>
    </message>
    <message>
        <source>Dosage form</source>
        <translation>Toedieningsvorm</translation>
    </message>
    <message>
        <source>Vegan</source>
        <translation>Vegan</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Voorraad</translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation>Schap</translation>
    </message>
    <message>
        <source>Also holds (mg per unit)</source>
        <translation>Bevat ook (mg per stuk)</translation>
    </message>
    <message>
        <source>{substance} per unit ({unit})</source>
        <translation>{substance} per stuk ({unit})</translation>
    </message>
    <message>
        <source>Weight of the salt ({unit})</source>
        <translation>Gewicht van het zout ({unit})</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Buffered</source>
        <translation>Gebufferd</translation>
    </message>
    <message>
        <source>Allowed with conditions</source>
        <translation>Toegestaan onder voorwaarden</translation>
    </message>
    <message>
        <source>Check whether it is allowed</source>
        <translation>Ga na of het is toegestaan</translation>
    </message>
    <message>
        <source>No claim</source>
        <translation>Geen claim</translation>
    </message>
    <message>
        <source>Never suggested: too much of another active</source>
        <translation>Nooit voorgesteld: te veel van een andere werkzame stof</translation>
    </message>
    <message>
        <source>Never suggested: too much in one unit</source>
        <translation>Nooit voorgesteld: te veel in één stuk</translation>
    </message>
    <message>
        <source>Other actives</source>
        <translation>Andere actieve stoffen</translation>
    </message>
    <message>
        <source>The shop&apos;s own number</source>
        <translation>Eigen nummer van de winkel</translation>
    </message>
    <message>
        <source>Twice in the file</source>
        <translation>Dubbel in het bestand</translation>
    </message>
    <message>
        <source>Below zero</source>
        <translation>Onder nul</translation>
    </message>
    <message>
        <source>Only the stock was taken</source>
        <translation>Alleen de voorraad is overgenomen</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nee</translation>
    </message>
</context>
<context>
    <name>OpeningPage</name>
    <message>
        <source>Assortment</source>
        <translation>Assortiment</translation>
    </message>
    <message>
        <source>Reading the shelf…</source>
        <translation>Het schap wordt gelezen…</translation>
    </message>
</context>
<context>
    <name>OutcomeScreen</name>
    <message>
        <source>Change an answer</source>
        <translation>Antwoord wijzigen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>Change an answer (A)</source>
        <translation>Antwoord wijzigen (A)</translation>
    </message>
    <message>
        <source>Start again (N)</source>
        <translation>Opnieuw beginnen (N)</translation>
    </message>
    <message>
        <source>Reasons (R)</source>
        <translation>Redenen (R)</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>Close (Esc)</source>
        <translation>Sluiten (Esc)</translation>
    </message>
</context>
<context>
    <name>PickedRow</name>
    <message>
        <source>“{name}”: not in our list</source>
        <translation>“{name}”: niet in onze lijst</translation>
    </message>
    <message>
        <source>{name}: to look at together</source>
        <translation>{name}: samen nakijken</translation>
    </message>
    <message>
        <source>{name}: our staff will look at it</source>
        <translation>{name}: onze medewerker kijkt mee</translation>
    </message>
    <message>
        <source>{name}: to be looked up</source>
        <translation>{name}: nog opzoeken</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} weghalen</translation>
    </message>
</context>
<context>
    <name>PortionsCard</name>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
</context>
<context>
    <name>PortionsPage</name>
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
    <name>PreviewStep</name>
    <message>
        <source>Back to the columns</source>
        <translation>Terug naar de kolommen</translation>
    </message>
    <message>
        <source>Remove the made-up demo products</source>
        <translation>Verwijder de verzonnen demoproducten</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importeren</translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation>Niets.</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Wat</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Voorbeeld</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nieuw</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Gewijzigd</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Geweigerd</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Waarschuwingen</translation>
    </message>
    <message>
        <source>{good} of {rows} rows can be imported; {same} are as they were.</source>
        <translation>{good} van {rows} regels kunnen erin; {same} zijn ongewijzigd.</translation>
    </message>
    <message>
        <source>{count} rows are no products: neither number nor price.</source>
        <translation>{count} rijen zijn geen producten: zonder nummer en zonder prijs.</translation>
    </message>
    <message>
        <source>line {line}</source>
        <translation>regel {line}</translation>
    </message>
</context>
<context>
    <name>ProductScreen</name>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Kies</translation>
    </message>
    <message>
        <source>That code could not be read. Scan it again, or type the name.</source>
        <translation>Die code was niet te lezen. Scan nog eens, of typ de naam.</translation>
    </message>
    <message>
        <source>{ean} is not on our shelf.</source>
        <translation>{ean} staat niet op ons schap.</translation>
    </message>
    <message>
        <source>Nothing on our shelf is called that.</source>
        <translation>Niets op ons schap heet zo.</translation>
    </message>
    <message>
        <source>Which product is it?</source>
        <translation>Welk product is het?</translation>
    </message>
    <message>
        <source>Scan it, or type some letters of its name or form.</source>
        <translation>Scan het, of typ een paar letters van de naam of de vorm.</translation>
    </message>
    <message>
        <source>Name, form or code</source>
        <translation>Naam, vorm of code</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>Terug (Esc)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Take the marked product</source>
        <translation>Het aangewezen product nemen</translation>
    </message>
    <message>
        <source>Product below</source>
        <translation>Product eronder</translation>
    </message>
    <message>
        <source>Product above</source>
        <translation>Product erboven</translation>
    </message>
</context>
<context>
    <name>ProductSheet</name>
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
        <source>How to take it</source>
        <translation>Zo neemt u het in</translation>
    </message>
    <message>
        <source>What is in it</source>
        <translation>Wat erin zit</translation>
    </message>
    <message>
        <source>Vegan</source>
        <translation>Veganistisch</translation>
    </message>
    <message>
        <source>Not vegan</source>
        <translation>Niet veganistisch</translation>
    </message>
    <message>
        <source>Why it is here</source>
        <translation>Waarom dit</translation>
    </message>
    <message>
        <source>“{tab}” says what goes with this.</source>
        <translation>Lees ook wat bij “{tab}” staat.</translation>
    </message>
</context>
<context>
    <name>ProgressStep</name>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} van {total}</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>Look in:</source>
        <translation>Zoeken in:</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>Bestands&amp;naam:</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>Bestanden van type:</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Openen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>Be&amp;waren</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vooruit</translation>
    </message>
    <message>
        <source>Parent Directory</source>
        <translation>Map erboven</translation>
    </message>
    <message>
        <source>Create New Folder</source>
        <translation>Nieuwe map maken</translation>
    </message>
    <message>
        <source>List View</source>
        <translation>Als lijst</translation>
    </message>
    <message>
        <source>Detail View</source>
        <translation>Met details</translation>
    </message>
    <message>
        <source>%1 already exists.
Do you want to replace it?</source>
        <translation>%1 is er al.
Wilt u het vervangen?</translation>
    </message>
    <message>
        <source>%1
File not found.
Please verify the correct file name was given.</source>
        <translation>%1
Dit bestand is er niet.
Kijk of de naam klopt.</translation>
    </message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message>
        <source>Name</source>
        <translation>Naam</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Grootte</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Soort</translation>
    </message>
    <message>
        <source>Date Modified</source>
        <translation>Gewijzigd op</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>Open</source>
        <translation>Openen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Bewaren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>&amp;Ja</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>&amp;Nee</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>QuestionCard</name>
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
        <source>Still to be answered</source>
        <translation>Nog te beantwoorden</translation>
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
        <translation>Eerst eten</translation>
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
        <translation>Wat dit bepaalt</translation>
    </message>
    <message>
        <source>What puts this form first</source>
        <translation>Waarom deze vorm vooraan staat</translation>
    </message>
    <message>
        <source>What would change it</source>
        <translation>Wat het anders zou maken</translation>
    </message>
    <message>
        <source>Why not another form</source>
        <translation>Waarom geen andere vorm</translation>
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
        <source>What the article says about this</source>
        <translation>Wat het artikel hierover zegt</translation>
    </message>
    <message>
        <source>Other rules that fired</source>
        <translation>Andere regels die meetellen</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelaten</translation>
    </message>
    <message>
        <source>and {number} more</source>
        <translation>en nog {number}</translation>
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
    <name>ResultStep</name>
    <message>
        <source>Undo this import</source>
        <translation>Deze import ongedaan maken</translation>
    </message>
    <message>
        <source>Save a report</source>
        <translation>Verslag bewaren</translation>
    </message>
    <message>
        <source>To the assortment</source>
        <translation>Naar het assortiment</translation>
    </message>
    <message>
        <source>The import was undone</source>
        <translation>De import is ongedaan gemaakt</translation>
    </message>
    <message>
        <source>The shelf is as it was before it.</source>
        <translation>Het schap is weer zoals het daarvoor was.</translation>
    </message>
    <message>
        <source>Imported: {file}</source>
        <translation>Geïmporteerd: {file}</translation>
    </message>
    <message>
        <source>{count} added</source>
        <translation>{count} nieuw</translation>
    </message>
    <message>
        <source>{count} changed</source>
        <translation>{count} gewijzigd</translation>
    </message>
    <message>
        <source>{count} as they were</source>
        <translation>{count} ongewijzigd</translation>
    </message>
    <message>
        <source>{count} refused</source>
        <translation>{count} geweigerd</translation>
    </message>
    <message>
        <source>{count} demo products removed</source>
        <translation>{count} demoproducten verwijderd</translation>
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
        <source>Add this?</source>
        <translation>Toevoegen?</translation>
    </message>
    <message>
        <source>Not answered</source>
        <translation>Niet beantwoord</translation>
    </message>
</context>
<context>
    <name>ScanNotice</name>
    <message>
        <source>This code was not read well</source>
        <translation>Deze code is niet goed gelezen</translation>
    </message>
    <message>
        <source>Nothing was opened. Scan it again, or begin anew.</source>
        <translation>Er is niets geopend. Scan de code nog eens, of begin opnieuw.</translation>
    </message>
    <message>
        <source>This code belongs to other questions</source>
        <translation>Deze code hoort bij andere vragen</translation>
    </message>
    <message>
        <source>The questions have changed since. Please begin anew.</source>
        <translation>De vragen zijn sindsdien veranderd. Begin opnieuw.</translation>
    </message>
    <message>
        <source>This code comes from another version</source>
        <translation>Deze code komt van een andere versie</translation>
    </message>
    <message>
        <source>Bring both programs up to date, or begin anew.</source>
        <translation>Werk beide programma&apos;s bij, of begin opnieuw.</translation>
    </message>
    <message>
        <source>{ean} is not on our shelf.</source>
        <translation>{ean} staat niet op ons schap.</translation>
    </message>
    <message>
        <source>That code could not be read. Scan it again.</source>
        <translation>Die code is niet te lezen. Scan hem nog eens.</translation>
    </message>
    <message>
        <source>That is a web address, and no product of ours</source>
        <translation>Dat is een webadres, en geen product van ons</translation>
    </message>
    <message>
        <source>Scan the bars on the pack, or type its name.</source>
        <translation>Scan de streepjes op de verpakking, of typ de naam.</translation>
    </message>
    <message>
        <source>That number was not read well</source>
        <translation>Dat nummer is niet goed gelezen</translation>
    </message>
    <message>
        <source>Its check digit is wrong. Scan it again.</source>
        <translation>Het controlecijfer klopt niet. Scan het opnieuw.</translation>
    </message>
    <message>
        <source>There is nothing to scan here. Nothing has changed.</source>
        <translation>Hier valt niets te scannen. Er is niets veranderd.</translation>
    </message>
    <message>
        <source>Nothing is scanned on this screen</source>
        <translation>Op dit scherm wordt niets gescand</translation>
    </message>
    <message>
        <source>Touch your answers here. Our staff can scan it at the counter.</source>
        <translation>Tik hier uw antwoorden aan. Ons personeel kan het aan de balie scannen.</translation>
    </message>
    <message>
        <source>It was read. But this scanner could be set better:</source>
        <translation>Het is gelezen. Maar deze scanner kan beter worden ingesteld:</translation>
    </message>
    <message>
        <source>The scanner types for another keyboard than this computer has. Set its country or keyboard layout to the computer&apos;s.</source>
        <translation>De scanner typt voor een ander toetsenbord dan deze computer heeft. Stel het land of de toetsenbordindeling van de scanner in op die van de computer.</translation>
    </message>
    <message>
        <source>The scanner types a prefix before each code. Switch it off.</source>
        <translation>De scanner typt iets vóór elke code. Zet dat voorvoegsel uit.</translation>
    </message>
    <message>
        <source>The scanner is slow. Set its delay between characters to none.</source>
        <translation>De scanner is traag. Zet de pauze tussen de tekens op nul.</translation>
    </message>
    <message>
        <source>The scanner sends nothing after a code. Set its suffix to Enter.</source>
        <translation>De scanner stuurt niets na een code. Stel Enter in als achtervoegsel.</translation>
    </message>
    <message>
        <source>See docs/scanner.md.</source>
        <translation>Zie docs/scanner.md.</translation>
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
        <source>Question {number} of {count}: {question}</source>
        <translation>Vraag {number} van {count}: {question}</translation>
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
        <source>Back to my answers</source>
        <translation>Terug naar mijn antwoorden</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Verder</translation>
    </message>
    <message>
        <source>Start again? All answers will be forgotten.</source>
        <translation>Opnieuw beginnen? Alle antwoorden worden gewist.</translation>
    </message>
</context>
<context>
    <name>SlipScreen</name>
    <message>
        <source>The slip is being printed</source>
        <translation>Het briefje wordt afgedrukt</translation>
    </message>
    <message>
        <source>The slip has been printed</source>
        <translation>Het briefje is afgedrukt</translation>
    </message>
    <message>
        <source>The slip has been sent to the printer</source>
        <translation>Het briefje is naar de printer gestuurd</translation>
    </message>
    <message>
        <source>The address of the printer in the settings is not right.</source>
        <translation>Het adres van de printer in de instellingen klopt niet.</translation>
    </message>
    <message>
        <source>The printer does not answer. Is it on, and connected?</source>
        <translation>De printer reageert niet. Staat hij aan en is hij aangesloten?</translation>
    </message>
    <message>
        <source>This computer may not use the printer.</source>
        <translation>Deze computer mag de printer niet gebruiken.</translation>
    </message>
    <message>
        <source>The printer has no paper.</source>
        <translation>Het papier van de printer is op.</translation>
    </message>
    <message>
        <source>The printer stopped before the slip was ready.</source>
        <translation>De printer stopte voordat het briefje klaar was.</translation>
    </message>
    <message>
        <source>Does nothing come out?</source>
        <translation>Komt er niets uit?</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Opnieuw proberen</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Afdrukken</translation>
    </message>
</context>
<context>
    <name>Steppers</name>
    <message>
        <source>{food}: one less</source>
        <translation>{food}: een minder</translation>
    </message>
    <message>
        <source>{food}: one more</source>
        <translation>{food}: een meer</translation>
    </message>
</context>
<context>
    <name>StillThereScreen</name>
    <message>
        <source>Are you still there?</source>
        <translation>Bent u er nog?</translation>
    </message>
    <message>
        <source>Touch the screen to go on. Otherwise we forget your answers.</source>
        <translation>Tik op het scherm om door te gaan. Anders wissen wij uw antwoorden.</translation>
    </message>
    <message>
        <source>I am still here</source>
        <translation>Ik ben er nog</translation>
    </message>
    <message>
        <source>Seconds left: {count}</source>
        <translation>Nog {count} seconden</translation>
    </message>
</context>
<context>
    <name>StoppedCounter</name>
    <message>
        <source>Magapp cannot start</source>
        <translation>Magapp kan niet starten</translation>
    </message>
    <message>
        <source>Something is wrong with its questions and rules. Nobody is advised now.</source>
        <translation>Er is iets mis met de vragen en regels. Er wordt nu niemand geadviseerd.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
</context>
<context>
    <name>StoppedKiosk</name>
    <message>
        <source>Please ask our staff</source>
        <translation>Vraag het onze medewerkers</translation>
    </message>
</context>
<context>
    <name>SuggestPage</name>
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
        <source>Your day</source>
        <translation>Uw dag</translation>
    </message>
    <message>
        <source>Good to know</source>
        <translation>Goed om te weten</translation>
    </message>
    <message>
        <source>Food</source>
        <translation>Eten</translation>
    </message>
    <message>
        <source>All products</source>
        <translation>Alle producten</translation>
    </message>
    <message>
        <source>Please read</source>
        <translation>Lees dit</translation>
    </message>
    <message>
        <source>Show this code at the counter</source>
        <translation>Laat deze code aan de balie zien</translation>
    </message>
    <message>
        <source>{mg} per {unit}</source>
        <translation>{mg} per {unit}</translation>
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
        <source>{price} · {units}</source>
        <translation>{price} · {units}</translation>
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
        <source>capsule</source>
        <translation>capsule</translation>
    </message>
    <message>
        <source>tablet</source>
        <translation>tablet</translation>
    </message>
    <message>
        <source>scoop of powder</source>
        <translation>schep poeder</translation>
    </message>
    <message>
        <source>portion of liquid</source>
        <translation>portie vloeistof</translation>
    </message>
    <message>
        <source>See after {weeks} how you are doing</source>
        <translation>Kijk na {weeks} hoe het gaat</translation>
    </message>
    <message>
        <source>No difference after {weeks}? Then stop.</source>
        <translation>Geen verschil na {weeks}? Stop dan.</translation>
    </message>
    <message>
        <source>Keep a few hours apart</source>
        <translation>Houd er een paar uur tussen</translation>
    </message>
    <message>
        <source>See “{tab}” for all of them.</source>
        <translation>Zie “{tab}” voor alles.</translation>
    </message>
    <message>
        <source>Choose one of these products: do not take them together.</source>
        <translation>Kies één van deze producten: neem ze niet samen.</translation>
    </message>
</context>
<context>
    <name>TakeAway</name>
    <message>
        <source>Scan a code with your phone, or ask our staff.</source>
        <translation>Scan een code met uw telefoon, of vraag onze medewerker.</translation>
    </message>
    <message>
        <source>Take it along</source>
        <translation>Neem het mee</translation>
    </message>
    <message>
        <source>Point your phone&apos;s camera at a code. No internet is needed.</source>
        <translation>Richt de camera van uw telefoon op een code. Internet is niet nodig.</translation>
    </message>
    <message>
        <source>Back to the advice</source>
        <translation>Terug naar het advies</translation>
    </message>
</context>
<context>
    <name>TroublePage</name>
    <message>
        <source>Assortment</source>
        <translation>Assortiment</translation>
    </message>
    <message>
        <source>A newer version of this program was here</source>
        <translation>Hier was een nieuwere versie van dit programma</translation>
    </message>
    <message>
        <source>Update this program. Or go on with what you have; nothing is lost.</source>
        <translation>Werk dit programma bij. Of ga verder met wat u hebt; er gaat niets verloren.</translation>
    </message>
    <message>
        <source>The product database is damaged</source>
        <translation>De productdatabase is beschadigd</translation>
    </message>
    <message>
        <source>Nothing was written to it, and it is kept whatever you choose.</source>
        <translation>Er is niets in geschreven, en het bestand blijft bewaard, wat u ook kiest.</translation>
    </message>
    <message>
        <source>The products cannot be opened</source>
        <translation>De producten kunnen niet worden geopend</translation>
    </message>
    <message>
        <source>Restore the last backup</source>
        <translation>Laatste reservekopie terugzetten</translation>
    </message>
    <message>
        <source>Start anew beside it</source>
        <translation>Ernaast opnieuw beginnen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Opnieuw proberen</translation>
    </message>
</context>
<context>
    <name>_Now</name>
    <message>
        <source>To the advice</source>
        <translation>Naar het advies</translation>
    </message>
    <message>
        <source>Why, and what would change it (F5)</source>
        <translation>Waarom, en wat het anders zou maken (F5)</translation>
    </message>
    <message>
        <source>As it stands now</source>
        <translation>Zoals het nu staat</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Nog niet bekend</translation>
    </message>
    <message>
        <source>{form}: {score} points</source>
        <translation>{form}: {score} punten</translation>
    </message>
    <message>
        <source>{units} a day, {mg}, {price} a day</source>
        <translation>{units} per dag, {mg}, {price} per dag</translation>
    </message>
    <message>
        <source>Call {number}</source>
        <translation>Bel {number}</translation>
    </message>
    <message>
        <source>Reasons not to advise</source>
        <translation>Redenen om niet zomaar te adviseren</translation>
    </message>
    <message>
        <source>Clear (F6)</source>
        <translation>Vrijgeven (F6)</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Vrijgeven</translation>
    </message>
    <message>
        <source>Cleared</source>
        <translation>Vrijgegeven</translation>
    </message>
    <message>
        <source>Everything is answered</source>
        <translation>Alles is beantwoord</translation>
    </message>
    <message>
        <source>Still open: {count} (safety: {safety})</source>
        <translation>Nog open: {count} (veiligheid: {safety})</translation>
    </message>
    <message>
        <source>Still open: {count}</source>
        <translation>Nog open: {count}</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Vraag</translation>
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
