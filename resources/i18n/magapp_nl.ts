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
        <source>Look back (F10)</source>
        <translation>Terugkijken (F10)</translation>
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
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Gaten</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Cijfers</translation>
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
        <source>Noted here. It goes to the database as soon as that answers.</source>
        <translation>Hier genoteerd. Het gaat naar de database zodra die antwoordt.</translation>
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
        <source>Products that hold another substance, and are not shown here: {count}. With the pack of that substance they are.</source>
        <translation>Producten met een andere stof, die hier niet worden getoond: {count}. Met het pakket van die stof wel.</translation>
    </message>
    <message>
        <source>Export the assortment</source>
        <translation>Het assortiment exporteren</translation>
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
    <name>BackupsView</name>
    <message>
        <source>One is made by itself each day; the last {count} of these are kept.</source>
        <translation>Er wordt elke dag vanzelf een gemaakt; de laatste {count} daarvan blijven.</translation>
    </message>
    <message>
        <source>One is made by itself each week; the last {count} of these are kept.</source>
        <translation>Er wordt elke week vanzelf een gemaakt; de laatste {count} daarvan blijven.</translation>
    </message>
    <message>
        <source>None is made by itself.</source>
        <translation>Er wordt geen vanzelf gemaakt.</translation>
    </message>
    <message>
        <source>Those that you make yourself always stay.</source>
        <translation>Wat u zelf maakt, blijft altijd.</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Gemaakt</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Waarom</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Grootte</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Reservekopieën</translation>
    </message>
    <message>
        <source>There is no backup yet.</source>
        <translation>Er is nog geen reservekopie.</translation>
    </message>
    <message>
        <source>Make one now</source>
        <translation>Nu een maken</translation>
    </message>
    <message>
        <source>Look inside</source>
        <translation>Bekijk de inhoud</translation>
    </message>
    <message>
        <source>Export everything</source>
        <translation>Alles exporteren</translation>
    </message>
    <message>
        <source>Bring in an export</source>
        <translation>Een export binnenhalen</translation>
    </message>
    <message>
        <source>Put this in place</source>
        <translation>Zet deze terug</translation>
    </message>
    <message>
        <source>Leave all as it is</source>
        <translation>Laat alles zoals het is</translation>
    </message>
    <message>
        <source>Back to what was</source>
        <translation>Terug naar wat er was</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>Bezig…</translation>
    </message>
    <message>
        <source>by itself</source>
        <translation>vanzelf</translation>
    </message>
    <message>
        <source>made by hand</source>
        <translation>zelf gemaakt</translation>
    </message>
    <message>
        <source>before a backup was put back</source>
        <translation>voor het terugzetten van een reservekopie</translation>
    </message>
    <message>
        <source>before an update of the program</source>
        <translation>voor een nieuwe versie van het programma</translation>
    </message>
    <message>
        <source>A backup was made</source>
        <translation>Er is een reservekopie gemaakt</translation>
    </message>
    <message>
        <source>Everything is in {file}</source>
        <translation>Alles staat in {file}</translation>
    </message>
    <message>
        <source>Settings, products and all that is kept. Not the PIN.</source>
        <translation>Instellingen, producten en alles wat bewaard wordt. Niet de pincode.</translation>
    </message>
    <message>
        <source>Choose an export</source>
        <translation>Kies een export</translation>
    </message>
    <message>
        <source>All is as it was before</source>
        <translation>Alles is weer zoals het was</translation>
    </message>
    <message>
        <source>It was put in place</source>
        <translation>Het is teruggezet</translation>
    </message>
    <message>
        <source>What was there before is kept.</source>
        <translation>Wat er daarvoor was, is bewaard.</translation>
    </message>
    <message>
        <source>{count} products were left out: no import would let them in.</source>
        <translation>{count} producten zijn weggelaten: geen import zou ze toelaten.</translation>
    </message>
    <message>
        <source>The settings count when the program is started anew.</source>
        <translation>De instellingen gelden als het programma opnieuw gestart is.</translation>
    </message>
    <message>
        <source>From {moment}</source>
        <translation>Van {moment}</translation>
    </message>
    <message>
        <source>{count} products, {retired} off the shelf; tables of version {schema}.</source>
        <translation>{count} producten, {retired} uit het schap; tabellen van versie {schema}.</translation>
    </message>
    <message>
        <source>Imported last: {file}.</source>
        <translation>Laatste import: {file}.</translation>
    </message>
    <message>
        <source>{count} of them hold another substance, and are put back as they are.</source>
        <translation>{count} daarvan bevatten een andere stof en worden teruggezet zoals ze zijn.</translation>
    </message>
    <message>
        <source>{count} of its rows cannot be read and would be left out.</source>
        <translation>{count} rijen erin kunnen niet gelezen worden en zouden wegblijven.</translation>
    </message>
    <message>
        <source>Comes back ({count}): {names}</source>
        <translation>Komt terug ({count}): {names}</translation>
    </message>
    <message>
        <source>Changes ({count}): {names}</source>
        <translation>Verandert ({count}): {names}</translation>
    </message>
    <message>
        <source>Goes ({count}): {names}</source>
        <translation>Gaat weg ({count}): {names}</translation>
    </message>
    <message>
        <source>The products are the same as now.</source>
        <translation>De producten zijn dezelfde als nu.</translation>
    </message>
    <message>
        <source>Settings that change:</source>
        <translation>Instellingen die veranderen:</translation>
    </message>
    <message>
        <source>Pictures: {count}.</source>
        <translation>Foto&apos;s: {count}.</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>Dat lukte niet</translation>
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
    <name>ChartWords</name>
    <message>
        <source>Consultations by day</source>
        <translation>Gesprekken per dag</translation>
    </message>
    <message>
        <source>Consultations by week</source>
        <translation>Gesprekken per week</translation>
    </message>
    <message>
        <source>Consultations by hour of the day</source>
        <translation>Gesprekken per uur van de dag</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Waar</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Taal</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>Hoe lang</translation>
    </message>
    <message>
        <source>How they ended</source>
        <translation>Hoe ze afliepen</translation>
    </message>
    <message>
        <source>How far kiosk customers come</source>
        <translation>Hoever klanten komen bij de kiosk</translation>
    </message>
    <message>
        <source>Reasons to ask first, and which of them staff opened</source>
        <translation>Redenen om eerst na te vragen, en welke het personeel vrijgaf</translation>
    </message>
    <message>
        <source>Why staff opened them</source>
        <translation>Waarom ze zijn vrijgegeven</translation>
    </message>
    <message>
        <source>Forms that fitted best, and whether they were on the shelf</source>
        <translation>Vormen die het best pasten, en of ze op het schap stonden</translation>
    </message>
    <message>
        <source>Products shown, and taken</source>
        <translation>Producten getoond, en gekozen</translation>
    </message>
    <message>
        <source>How it went, by the form that was advised</source>
        <translation>Hoe het ging, per geadviseerde vorm</translation>
    </message>
    <message>
        <source>How it went, by situation</source>
        <translation>Hoe het ging, per situatie</translation>
    </message>
    <message>
        <source>What followed</source>
        <translation>Wat er volgde</translation>
    </message>
    <message>
        <source>stopped there</source>
        <translation>stopte daar</translation>
    </message>
    <message>
        <source>opened by staff</source>
        <translation>vrijgegeven</translation>
    </message>
    <message>
        <source>none on the shelf then</source>
        <translation>toen niet op het schap</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>gekozen</translation>
    </message>
    <message>
        <source>in words of their own</source>
        <translation>in eigen woorden</translation>
    </message>
    <message>
        <source>The advice</source>
        <translation>Het advies</translation>
    </message>
    <message>
        <source>At the kiosk</source>
        <translation>Bij de kiosk</translation>
    </message>
    <message>
        <source>At the counter</source>
        <translation>Aan de balie</translation>
    </message>
    <message>
        <source>Less than a minute</source>
        <translation>Korter dan een minuut</translation>
    </message>
    <message>
        <source>1 to 2 minutes</source>
        <translation>1 tot 2 minuten</translation>
    </message>
    <message>
        <source>2 to 5 minutes</source>
        <translation>2 tot 5 minuten</translation>
    </message>
    <message>
        <source>5 to 10 minutes</source>
        <translation>5 tot 10 minuten</translation>
    </message>
    <message>
        <source>10 minutes or longer</source>
        <translation>10 minuten of langer</translation>
    </message>
    <message>
        <source>Products shown</source>
        <translation>Producten getoond</translation>
    </message>
    <message>
        <source>Food first</source>
        <translation>Eerst eten</translation>
    </message>
    <message>
        <source>Ask first</source>
        <translation>Eerst navragen</translation>
    </message>
    <message>
        <source>To the doctor, soon</source>
        <translation>Naar de huisarts, binnenkort</translation>
    </message>
    <message>
        <source>To the doctor, today</source>
        <translation>Naar de huisarts, vandaag</translation>
    </message>
    <message>
        <source>Help at once</source>
        <translation>Meteen hulp</translation>
    </message>
    <message>
        <source>Left before the advice</source>
        <translation>Weg voor het advies</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>niet gevraagd</translation>
    </message>
    <message>
        <source>By a reason to ask first: {outcome}</source>
        <translation>Om een reden om eerst te vragen: {outcome}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} tot en met {last}</translation>
    </message>
    <message>
        <source>Nothing, or fewer than five in that week</source>
        <translation>Niets, of minder dan vijf in die week</translation>
    </message>
    <message>
        <source>Fewer than five, or hidden beside those: only in the week</source>
        <translation>Minder dan vijf, of daarnaast verborgen: alleen in de week</translation>
    </message>
    <message>
        <source>{what}: {count}</source>
        <translation>{what}: {count}</translation>
    </message>
    <message>
        <source>{label}: {count}</source>
        <translation>{label}: {count}</translation>
    </message>
    <message>
        <source>Compared with: {count}</source>
        <translation>Vergeleken met: {count}</translation>
    </message>
    <message>
        <source>not shown</source>
        <translation>niet getoond</translation>
    </message>
    <message>
        <source>Nothing in this period.</source>
        <translation>Niets in deze periode.</translation>
    </message>
    <message>
        <source>Most at {label}: {count}.</source>
        <translation>Het meest op {label}: {count}.</translation>
    </message>
    <message>
        <source>Most: {rows}.</source>
        <translation>Het meest: {rows}.</translation>
    </message>
    <message>
        <source>Second visits are counted by four weeks, shown once these are over, lie in the period (choose one of 13 weeks or longer) and had five or more.</source>
        <translation>Tweede bezoeken tellen per vier weken. Die staan hier als ze voorbij zijn, in de periode vallen (kies er een van 13 weken of langer) en er vijf of meer waren.</translation>
    </message>
    <message>
        <source>{count} are in no column: an hour with fewer than five is counted in its day.</source>
        <translation>{count} staan in geen kolom: een uur met minder dan vijf telt alleen in zijn dag.</translation>
    </message>
    <message>
        <source>{count} are in no column: a day with fewer than five is counted in its week.</source>
        <translation>{count} staan in geen kolom: een dag met minder dan vijf telt alleen in zijn week.</translation>
    </message>
    <message>
        <source>To the advice: {share}. Most stop at “{question}”: {count}.</source>
        <translation>Tot het advies: {share}. De meesten stoppen bij “{question}”: {count}.</translation>
    </message>
    <message>
        <source>{rows}.</source>
        <translation>{rows}.</translation>
    </message>
    <message>
        <source>{form}: asked for {count} times with none on the shelf.</source>
        <translation>{form}: {count} keer gevraagd terwijl er niets van op het schap stond.</translation>
    </message>
    <message>
        <source>products in stock now</source>
        <translation>producten nu op voorraad</translation>
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
        <source>Who was asked?</source>
        <translation>Aan wie is het gevraagd?</translation>
    </message>
    <message>
        <source>Why is it all right with {name}?</source>
        <translation>Waarom mag het met {name}?</translation>
    </message>
    <message>
        <source>Why is it all right?</source>
        <translation>Waarom mag het?</translation>
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
    <name>ClosingScreen</name>
    <message>
        <source>Thank you. Walk to {shelf}</source>
        <translation>Dank u wel. Loop naar {shelf}</translation>
    </message>
    <message>
        <source>Thank you. Walk to the shelf</source>
        <translation>Dank u wel. Loop naar het schap</translation>
    </message>
    <message>
        <source>Our staff are glad to help you find it.</source>
        <translation>Een medewerker helpt u graag zoeken.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klaar</translation>
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
        <source>Map of the shop</source>
        <translation>Plattegrond van de winkel</translation>
    </message>
    <message>
        <source>{shelf}, marked on the map</source>
        <translation>{shelf}, aangegeven op de plattegrond</translation>
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
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Vorm</translation>
    </message>
    <message>
        <source>Change the first (1)</source>
        <translation>Eerste wisselen (1)</translation>
    </message>
    <message>
        <source>Change the second (2)</source>
        <translation>Tweede wisselen (2)</translation>
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
    <message>
        <source>Another first product</source>
        <translation>Een ander eerste product</translation>
    </message>
    <message>
        <source>Another second product</source>
        <translation>Een ander tweede product</translation>
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
        <source>Dark</source>
        <translation>Donker</translation>
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
        <source>The slip: {title}</source>
        <translation>Het briefje: {title}</translation>
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
        <source>This is about {names}. The usual setting is used instead. The settings, behind Assortment (F2), say what is wrong and how to mend it.</source>
        <translation>Het gaat om {names}. De gewone instelling geldt in de plaats. De instellingen, achter Assortiment (F2), zeggen wat er mis is en hoe u het verbetert.</translation>
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
        <source>Not all that the till brought was imported</source>
        <translation>Niet alles van de kassa is geïmporteerd</translation>
    </message>
    <message>
        <source>The office says why: F2, then the wrench at the top.</source>
        <translation>Het kantoor zegt waarom: F2, dan de steeksleutel bovenaan.</translation>
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
        <source>Look back (F10)</source>
        <translation>Terugkijken (F10)</translation>
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
    <name>DashboardPage</name>
    <message>
        <source>Figures</source>
        <translation>Cijfers</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Bewaren</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Afdrukken</translation>
    </message>
    <message>
        <source>As a table</source>
        <translation>Als tabel</translation>
    </message>
    <message>
        <source>Made-up figures</source>
        <translation>Verzonnen cijfers</translation>
    </message>
    <message>
        <source>Take them away</source>
        <translation>Haal ze weg</translation>
    </message>
    <message>
        <source>The last 4 weeks</source>
        <translation>De laatste 4 weken</translation>
    </message>
    <message>
        <source>The last 13 weeks</source>
        <translation>De laatste 13 weken</translation>
    </message>
    <message>
        <source>The last 52 weeks</source>
        <translation>De laatste 52 weken</translation>
    </message>
    <message>
        <source>All weeks</source>
        <translation>Alle weken</translation>
    </message>
    <message>
        <source>Since the questions last changed</source>
        <translation>Sinds de vragen het laatst veranderden</translation>
    </message>
    <message>
        <source>Compared with nothing</source>
        <translation>Nergens mee vergeleken</translation>
    </message>
    <message>
        <source>Beside the weeks before</source>
        <translation>Naast de weken ervoor</translation>
    </message>
    <message>
        <source>Beside the same weeks a year earlier</source>
        <translation>Naast dezelfde weken een jaar eerder</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Periode</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>Vergeleken met</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wanneer</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Where they stop</source>
        <translation>Waar ze stoppen</translation>
    </message>
    <message>
        <source>Outcomes</source>
        <translation>Uitkomsten</translation>
    </message>
    <message>
        <source>Ask first</source>
        <translation>Eerst navragen</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>Vormen</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Producten</translation>
    </message>
    <message>
        <source>Second visits</source>
        <translation>Tweede bezoek</translation>
    </message>
    <message>
        <source>{count} consultations</source>
        <translation>{count} gesprekken</translation>
    </message>
    <message>
        <source>{count} second visits</source>
        <translation>{count} tweede bezoeken</translation>
    </message>
    <message>
        <source>The figures cannot be read</source>
        <translation>De cijfers kunnen niet worden gelezen</translation>
    </message>
    <message>
        <source>The last consultations could not be written down yet</source>
        <translation>De laatste gesprekken konden nog niet worden opgeschreven</translation>
    </message>
    <message>
        <source>Save the figures</source>
        <translation>De cijfers bewaren</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Bewaard: {path}</translation>
    </message>
    <message>
        <source>On its way to the printer</source>
        <translation>Onderweg naar de printer</translation>
    </message>
    <message>
        <source>No printer for sheets can be reached. Save it as a PDF, and print that.</source>
        <translation>Er is geen printer voor vellen te bereiken. Bewaar het als pdf, en druk die af.</translation>
    </message>
    <message>
        <source>Not printed</source>
        <translation>Niet afgedrukt</translation>
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
        <source>Drop a list of products here</source>
        <translation>Sleep hier een lijst met producten</translation>
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
        <source>Save an example to fill in</source>
        <translation>Voorbeeld bewaren om in te vullen</translation>
    </message>
    <message>
        <source>Undo this import</source>
        <translation>Deze import ongedaan maken</translation>
    </message>
    <message>
        <source>CSV or a spreadsheet</source>
        <translation>CSV of een rekenblad</translation>
    </message>
    <message>
        <source>As your till or web shop exports it.</source>
        <translation>Zoals uw kassa of webwinkel het uitvoert.</translation>
    </message>
    <message>
        <source>Columns are found</source>
        <translation>Kolommen worden herkend</translation>
    </message>
    <message>
        <source>By their usual names; you can put them right.</source>
        <translation>Aan hun gewone namen; u kunt het verbeteren.</translation>
    </message>
    <message>
        <source>It can be undone</source>
        <translation>U kunt het terugdraaien</translation>
    </message>
    <message>
        <source>The last import goes back with one button.</source>
        <translation>De laatste import gaat met één knop terug.</translation>
    </message>
    <message>
        <source>Last import: {file} ({added} added, {changed} changed)</source>
        <translation>Laatste import: {file} ({added} nieuw, {changed} gewijzigd)</translation>
    </message>
</context>
<context>
    <name>FirstStepsPage</name>
    <message>
        <source>First steps</source>
        <translation>Eerste stappen</translation>
    </message>
    <message>
        <source>Still to do: {count}. Leave a step, and find it here again.</source>
        <translation>Nog te doen: {count}. Laat een stap liggen en vind hem hier terug.</translation>
    </message>
    <message>
        <source>All is set up. Everything can be changed here and in the settings.</source>
        <translation>Alles is ingesteld. Hier en bij de instellingen kunt u alles veranderen.</translation>
    </message>
    <message>
        <source>Name and colours</source>
        <translation>Naam en kleuren</translation>
    </message>
    <message>
        <source>What customers see: name, logo, colour.</source>
        <translation>Wat klanten zien: naam, logo, kleur.</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Kies</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Producten</translation>
    </message>
    <message>
        <source>A list from your till or a spreadsheet. Until then the demo is shown.</source>
        <translation>Een lijst uit uw kassa of een spreadsheet. Tot dan staat de demo er.</translation>
    </message>
    <message>
        <source>Bring in a file</source>
        <translation>Bestand inlezen</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Zo laten</translation>
    </message>
    <message>
        <source>Keep the demo</source>
        <translation>Demo houden</translation>
    </message>
    <message>
        <source>Printer for slips</source>
        <translation>Printer voor briefjes</translation>
    </message>
    <message>
        <source>Without one, customers scan a code.</source>
        <translation>Zonder printer scannen klanten een code.</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Instellen</translation>
    </message>
    <message>
        <source>No printer</source>
        <translation>Geen printer</translation>
    </message>
    <message>
        <source>PIN of the staff</source>
        <translation>Pincode van de medewerkers</translation>
    </message>
    <message>
        <source>It lets staff leave a kiosk, and guards the settings.</source>
        <translation>Hiermee verlaten medewerkers een kiosk; hij bewaakt ook de instellingen.</translation>
    </message>
    <message>
        <source>Choose a PIN</source>
        <translation>Pincode kiezen</translation>
    </message>
    <message>
        <source>No PIN</source>
        <translation>Geen pincode</translation>
    </message>
    <message>
        <source>Kiosk or counter</source>
        <translation>Kiosk of balie</translation>
    </message>
    <message>
        <source>This is the counter. A kiosk starts with the command: magapp --kiosk</source>
        <translation>Dit is de balie. Een kiosk start met de opdracht: magapp --kiosk</translation>
    </message>
    <message>
        <source>Set up a kiosk</source>
        <translation>Kiosk instellen</translation>
    </message>
    <message>
        <source>Only a counter</source>
        <translation>Alleen een balie</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Klaar.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Nog eens kijken</translation>
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
    <name>Guide</name>
    <message>
        <source>To make this the program of your shop</source>
        <translation>Maak dit het programma van uw winkel</translation>
    </message>
    <message>
        <source>All first steps</source>
        <translation>Alle eerste stappen</translation>
    </message>
    <message>
        <source>These are demo products</source>
        <translation>Dit zijn demoproducten</translation>
    </message>
    <message>
        <source>Bring in yours</source>
        <translation>Eigen lijst inlezen</translation>
    </message>
    <message>
        <source>Keep the demo</source>
        <translation>Demo houden</translation>
    </message>
    <message>
        <source>No printer is set up</source>
        <translation>Er is geen printer ingesteld</translation>
    </message>
    <message>
        <source>Set up a printer</source>
        <translation>Printer instellen</translation>
    </message>
    <message>
        <source>No printer</source>
        <translation>Geen printer</translation>
    </message>
    <message>
        <source>Nobody set a PIN</source>
        <translation>Er is geen pincode</translation>
    </message>
    <message>
        <source>Choose a PIN</source>
        <translation>Pincode kiezen</translation>
    </message>
    <message>
        <source>No PIN</source>
        <translation>Geen pincode</translation>
    </message>
</context>
<context>
    <name>HappenedView</name>
    <message>
        <source>Never what a customer answered. Entries go by themselves after {days} to {twice} days.</source>
        <translation>Nooit wat een klant antwoordde. Regels verdwijnen vanzelf na {days} tot {twice} dagen.</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programma</translation>
    </message>
    <message>
        <source>Imports</source>
        <translation>Imports</translation>
    </message>
    <message>
        <source>Prints</source>
        <translation>Printen</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Database</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Reservekopieën</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>Pincode</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>Fouten</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wanneer</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Wat er gebeurd is</translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation>Niets.</translation>
    </message>
    <message>
        <source>Save for support</source>
        <translation>Bewaar voor wie helpt</translation>
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
        <source>Save an example to fill in</source>
        <translation>Voorbeeld bewaren om in te vullen</translation>
    </message>
    <message>
        <source>Importing {file}</source>
        <translation>{file} wordt geïmporteerd</translation>
    </message>
    <message>
        <source>Undoing the import</source>
        <translation>Import wordt teruggedraaid</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Gestopt. Er is niets gewijzigd.</translation>
    </message>
</context>
<context>
    <name>KeyedCounter</name>
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
        <source>Look back with who comes again</source>
        <translation>Terugkijken met wie terugkomt</translation>
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
        <source>The number disappears. All right?</source>
        <translation>Het nummer verdwijnt. Goed zo?</translation>
    </message>
    <message>
        <source>Stop? All your answers will be forgotten.</source>
        <translation>Stoppen? Al uw antwoorden worden dan gewist.</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>gekozen</translation>
    </message>
    <message>
        <source>Stop reading aloud</source>
        <translation>Stop met voorlezen</translation>
    </message>
    <message>
        <source>Read this page aloud</source>
        <translation>Lees deze pagina voor</translation>
    </message>
    <message>
        <source>Remove the number</source>
        <translation>Nummer weghalen</translation>
    </message>
    <message>
        <source>Keep the number</source>
        <translation>Nummer laten staan</translation>
    </message>
    <message>
        <source>Keep my answers</source>
        <translation>Doorgaan</translation>
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
        <source>This page is for our staff. No PIN is set yet: the manual of the kiosk says how.</source>
        <translation>Deze pagina is voor onze medewerkers. Er is nog geen pincode: de handleiding van de kiosk zegt hoe.</translation>
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
        <source>This page is for our staff. Type the staff PIN, or go back.</source>
        <translation>Deze pagina is voor onze medewerkers. Toets de pincode in, of ga terug.</translation>
    </message>
</context>
<context>
    <name>LiveLook</name>
    <message>
        <source>Welcome</source>
        <translation>Welkom</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Kaart</translation>
    </message>
    <message>
        <source>Slip</source>
        <translation>Briefje</translation>
    </message>
    <message>
        <source>How it comes out</source>
        <translation>Zo ziet het eruit</translation>
    </message>
    <message>
        <source>The program&apos;s own colour.</source>
        <translation>De eigen kleur van het programma.</translation>
    </message>
    <message>
        <source>This colour reads well: contrast {ratio} : 1, and {least} is enough.</source>
        <translation>Deze kleur is goed te lezen: contrast {ratio} : 1, en {least} is genoeg.</translation>
    </message>
    <message>
        <source>This colour is hard to read (contrast {ratio} : 1). {shade} is used in its place.</source>
        <translation>Deze kleur is slecht te lezen (contrast {ratio} : 1). In de plaats komt {shade}.</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>A few questions, then advice.</source>
        <translation>Een paar vragen, dan advies.</translation>
    </message>
</context>
<context>
    <name>LookBackScreen</name>
    <message>
        <source>Without a slip nothing is known of the first visit. Scan it now.</source>
        <translation>Zonder briefje is van het eerste bezoek niets bekend. Scan het nu.</translation>
    </message>
    <message>
        <source>Advised with these answers</source>
        <translation>Advies bij deze antwoorden</translation>
    </message>
    <message>
        <source>First of all</source>
        <translation>Dit gaat voor</translation>
    </message>
    <message>
        <source>Still to be asked</source>
        <translation>Nog te vragen</translation>
    </message>
    <message>
        <source>Advise anew (A)</source>
        <translation>Opnieuw adviseren (A)</translation>
    </message>
    <message>
        <source>Ask the questions (A)</source>
        <translation>Vragen stellen (A)</translation>
    </message>
    <message>
        <source>Chosen: {name}</source>
        <translation>Gekozen: {name}</translation>
    </message>
    <message>
        <source>Look back</source>
        <translation>Terugkijken</translation>
    </message>
    <message>
        <source>For who comes back after an advice. Nothing is kept that says who it was.</source>
        <translation>Voor wie terugkomt na een advies. Er wordt niets bewaard dat zegt wie het was.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Meer</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>Terug (Esc)</translation>
    </message>
    <message>
        <source>To the referral (R)</source>
        <translation>Naar de verwijzing (R)</translation>
    </message>
    <message>
        <source>Done (Enter)</source>
        <translation>Klaar (Enter)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Terug</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>What stands beside the digit</source>
        <translation>Wat bij het cijfer staat</translation>
    </message>
    <message>
        <source>Advise anew</source>
        <translation>Opnieuw adviseren</translation>
    </message>
    <message>
        <source>To the referral</source>
        <translation>Naar de verwijzing</translation>
    </message>
    <message>
        <source>Next question</source>
        <translation>Volgende vraag</translation>
    </message>
    <message>
        <source>Question before</source>
        <translation>Vorige vraag</translation>
    </message>
</context>
<context>
    <name>LookupPage</name>
    <message>
        <source>First letter of the name</source>
        <translation>Eerste letter van de naam</translation>
    </message>
    <message>
        <source>Another name: by letter</source>
        <translation>Andere naam: op letter</translation>
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
        <source>Begins with {letters}</source>
        <translation>Begint met {letters}</translation>
    </message>
    <message>
        <source>Touch your medicine, or the first letter of its name.</source>
        <translation>Tik op uw medicijn, of op de eerste letter van de naam.</translation>
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
        <source>Chosen: {name}</source>
        <translation>Gekozen: {name}</translation>
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
        <source>What is chosen stands here.</source>
        <translation>Wat gekozen is, staat hier.</translation>
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
    <name>NoMap</name>
    <message>
        <source>Drop a picture of the shop here</source>
        <translation>Sleep een plattegrond van de winkel hierheen</translation>
    </message>
    <message>
        <source>A floor plan or a drawing of the racks, as PNG or JPEG. Then say where each shelf is, and customers see on it where to walk.</source>
        <translation>Een plattegrond of een tekening van de stellingen, als PNG of JPEG. Daarna wijst u aan waar elk schap is, en zien klanten waar ze heen lopen.</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Kies een plaatje</translation>
    </message>
</context>
<context>
    <name>Nothing</name>
    <message>
        <source>No figures are kept</source>
        <translation>Er worden geen cijfers bijgehouden</translation>
    </message>
    <message>
        <source>The first figures are on their way</source>
        <translation>De eerste cijfers zijn onderweg</translation>
    </message>
    <message>
        <source>They begin when the program starts again.</source>
        <translation>Ze beginnen als het programma opnieuw start.</translation>
    </message>
    <message>
        <source>They begin when “Keep figures” in the settings says for how long. Never who it was; of answers only how it went at a second visit, and what it was for.</source>
        <translation>Ze beginnen als “Cijfers bewaren” in de instellingen zegt hoe lang. Nooit wie het was; van antwoorden alleen hoe het ging bij een tweede bezoek, en waarvoor.</translation>
    </message>
    <message>
        <source>A week is shown when it is over and had five consultations or more.</source>
        <translation>Een week is te zien als hij om is en er vijf gesprekken of meer waren.</translation>
    </message>
    <message>
        <source>The first one is over on {day}.</source>
        <translation>De eerste is om op {day}.</translation>
    </message>
    <message>
        <source>What will stand here</source>
        <translation>Wat hier komt te staan</translation>
    </message>
    <message>
        <source>When it is busy: consultations by day and by hour</source>
        <translation>Wanneer het druk is: gesprekken per dag en per uur</translation>
    </message>
    <message>
        <source>Kiosk or counter, in which language, how long it takes</source>
        <translation>Kiosk of balie, in welke taal, hoe lang het duurt</translation>
    </message>
    <message>
        <source>At which question kiosk customers stop</source>
        <translation>Bij welke vraag klanten bij de kiosk stoppen</translation>
    </message>
    <message>
        <source>How consultations end: a product, food first, ask first, the doctor</source>
        <translation>Hoe gesprekken aflopen: een product, eerst eten, eerst navragen, de huisarts</translation>
    </message>
    <message>
        <source>Which reasons to ask first occur, and which of them staff open</source>
        <translation>Welke redenen om eerst na te vragen er zijn, en welke het personeel vrijgeeft</translation>
    </message>
    <message>
        <source>Which forms are asked for, and which were not on the shelf then</source>
        <translation>Welke vormen gevraagd worden, en welke toen niet op het schap stonden</translation>
    </message>
    <message>
        <source>Which products are shown, and which are taken</source>
        <translation>Welke producten getoond worden, en welke gekozen</translation>
    </message>
    <message>
        <source>How it went with who came back, by form and by situation</source>
        <translation>Hoe het ging met wie terugkwam, per vorm en per situatie</translation>
    </message>
    <message>
        <source>Each as a chart and as a table, to compare, to print and to save.</source>
        <translation>Elk als grafiek en als tabel, om te vergelijken, af te drukken en te bewaren.</translation>
    </message>
    <message>
        <source>Look at made-up figures</source>
        <translation>Bekijk verzonnen cijfers</translation>
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
    <message>
        <source>Settings</source>
        <translation>Instellingen</translation>
    </message>
    <message>
        <source>Till, backups, questions and rules, what happened</source>
        <translation>Kassa, reservekopieën, vragen en regels, wat er gebeurde</translation>
    </message>
    <message>
        <source>Map of the shop</source>
        <translation>Plattegrond van de winkel</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Kassa</translation>
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
    <name>OldProducts</name>
    <message>
        <source>Products of {time}; the database does not answer</source>
        <translation>Producten van {time}; de database antwoordt niet</translation>
    </message>
    <message>
        <source>Products of {time}</source>
        <translation>Producten van {time}</translation>
    </message>
    <message>
        <source>Changes that wait: {count}</source>
        <translation>Wachtende wijzigingen: {count}</translation>
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
    <name>PacksView</name>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>Ondertekend</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Wat ermee gebeurd is</translation>
    </message>
    <message>
        <source>Questions and rules</source>
        <translation>Vragen en regels</translation>
    </message>
    <message>
        <source>Look for new ones</source>
        <translation>Kijk of er nieuwe zijn</translation>
    </message>
    <message>
        <source>Back to the one before</source>
        <translation>Terug naar de vorige</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>Bezig…</translation>
    </message>
    <message>
        <source>of the program</source>
        <translation>van het programma</translation>
    </message>
    <message>
        <source>version {version}</source>
        <translation>versie {version}</translation>
    </message>
    <message>
        <source>{name}, {day}</source>
        <translation>{name}, {day}</translation>
    </message>
    <message>
        <source>Not taken. {why}</source>
        <translation>Niet overgenomen. {why}</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in gebruik</translation>
    </message>
    <message>
        <source>from the next consultation on</source>
        <translation>vanaf het volgende gesprek</translation>
    </message>
    <message>
        <source>Use this one</source>
        <translation>Gebruik deze</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Laat het zo</translation>
    </message>
    <message>
        <source>when the program starts again</source>
        <translation>wanneer het programma opnieuw start</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>bewaard</translation>
    </message>
    <message>
        <source>What is published for this shop is looked for every few minutes, checked here, and used from the next consultation on.</source>
        <translation>Wat voor deze winkel wordt uitgegeven, wordt om de paar minuten opgehaald, hier gecontroleerd, en gebruikt vanaf het volgende gesprek.</translation>
    </message>
    <message>
        <source>Only the questions and rules of the program are used: the settings, under Advice, name no key of anybody who publishes others.</source>
        <translation>Alleen de vragen en regels van het programma worden gebruikt: in de instellingen, onder Advies, staat geen sleutel van iemand die andere uitgeeft.</translation>
    </message>
    <message>
        <source>It cannot be seen whether there is something new</source>
        <translation>Er is niet te zien of er iets nieuws is</translation>
    </message>
    <message>
        <source>Use number {number} again</source>
        <translation>Gebruik nummer {number} weer</translation>
    </message>
    <message>
        <source>Number {number}</source>
        <translation>Nummer {number}</translation>
    </message>
    <message>
        <source>Of the program</source>
        <translation>Van het programma</translation>
    </message>
    <message>
        <source>This is used from the next consultation on, on every screen of this computer. What is published later is taken again by itself.</source>
        <translation>Deze wordt gebruikt vanaf het volgende gesprek, op elk scherm van deze computer. Wat later wordt uitgegeven, wordt weer vanzelf overgenomen.</translation>
    </message>
    <message>
        <source>Version {version}.</source>
        <translation>Versie {version}.</translation>
    </message>
    <message>
        <source>Signed by {name} on {moment}, with the key {key}.</source>
        <translation>Ondertekend door {name} op {moment}, met de sleutel {key}.</translation>
    </message>
    <message>
        <source>Read and signed by the pharmacist {name} on {day}.</source>
        <translation>Gelezen en ondertekend door apotheker {name} op {day}.</translation>
    </message>
    <message>
        <source>No pharmacist signed it.</source>
        <translation>Geen apotheker heeft het ondertekend.</translation>
    </message>
    <message>
        <source>It came on {moment}.</source>
        <translation>Het kwam op {moment}.</translation>
    </message>
    <message>
        <source>What it changed in the one before:</source>
        <translation>Wat het veranderde aan de vorige:</translation>
    </message>
    <message>
        <source>What it changes in the one in use:</source>
        <translation>Wat het verandert aan wat in gebruik is:</translation>
    </message>
    <message>
        <source>When the program starts again: those of the program</source>
        <translation>Wanneer het programma opnieuw start: die van het programma</translation>
    </message>
    <message>
        <source>When the program starts again: number {number}</source>
        <translation>Wanneer het programma opnieuw start: nummer {number}</translation>
    </message>
    <message>
        <source>From the next consultation on: those of the program</source>
        <translation>Vanaf het volgende gesprek: die van het programma</translation>
    </message>
    <message>
        <source>From the next consultation on: number {number}</source>
        <translation>Vanaf het volgende gesprek: nummer {number}</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>Dat lukte niet</translation>
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
    <name>PinPage</name>
    <message>
        <source>Settings</source>
        <translation>Instellingen</translation>
    </message>
    <message>
        <source>A new PIN</source>
        <translation>Een nieuwe pincode</translation>
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
        <source>Keep</source>
        <translation>Bewaren</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Verder</translation>
    </message>
    <message>
        <source>Type the PIN of the staff.</source>
        <translation>Typ de pincode van de medewerkers.</translation>
    </message>
    <message>
        <source>Choose {least} to {most} digits, with which staff leave a kiosk and open settings.</source>
        <translation>Kies {least} tot {most} cijfers, waarmee medewerkers een kiosk verlaten en de instellingen openen.</translation>
    </message>
    <message>
        <source>Type them once more.</source>
        <translation>Typ ze nog een keer.</translation>
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
        <source>That was something else.</source>
        <translation>Dat was iets anders.</translation>
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
    <name>PrinterHelp</name>
    <message>
        <source>Printers found here</source>
        <translation>Hier gevonden printers</translation>
    </message>
    <message>
        <source>Looking for printers…</source>
        <translation>Printers zoeken…</translation>
    </message>
    <message>
        <source>None was found. Connect it and switch it on, or fill in where it is.</source>
        <translation>Geen gevonden. Sluit hem aan en zet hem aan, of vul in waar hij is.</translation>
    </message>
    <message>
        <source>Look for printers</source>
        <translation>Printers zoeken</translation>
    </message>
    <message>
        <source>Print a test</source>
        <translation>Proef afdrukken</translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation>Afdrukken…</translation>
    </message>
    <message>
        <source>The printer has it all</source>
        <translation>De printer heeft alles</translation>
    </message>
    <message>
        <source>Is the slip good to read?</source>
        <translation>Is het briefje goed te lezen?</translation>
    </message>
    <message>
        <source>Sent to the printer</source>
        <translation>Naar de printer gestuurd</translation>
    </message>
    <message>
        <source>It does not say whether it printed. Did a slip come out?</source>
        <translation>Hij zegt niet of hij heeft afgedrukt. Kwam er een briefje uit?</translation>
    </message>
    <message>
        <source>That is no place of a printer</source>
        <translation>Daar kan geen printer zijn</translation>
    </message>
    <message>
        <source>Choose one that was found, or write it as the help beside it says.</source>
        <translation>Kies er een die gevonden is, of schrijf het zoals de uitleg zegt.</translation>
    </message>
    <message>
        <source>The printer does not answer</source>
        <translation>De printer antwoordt niet</translation>
    </message>
    <message>
        <source>Is it on, connected, and on the same network?</source>
        <translation>Staat hij aan, is hij aangesloten en op hetzelfde netwerk?</translation>
    </message>
    <message>
        <source>This user may not print there</source>
        <translation>Deze gebruiker mag daar niet afdrukken</translation>
    </message>
    <message>
        <source>The command magapp doctor says what to allow.</source>
        <translation>De opdracht magapp doctor zegt wat er nodig is.</translation>
    </message>
    <message>
        <source>The printer is out of paper</source>
        <translation>Het papier is op</translation>
    </message>
    <message>
        <source>Put in a new roll.</source>
        <translation>Leg een nieuwe rol in.</translation>
    </message>
    <message>
        <source>Printing was interrupted</source>
        <translation>Het afdrukken is onderbroken</translation>
    </message>
    <message>
        <source>Switch the printer off and on, and try again.</source>
        <translation>Zet de printer uit en aan, en probeer het opnieuw.</translation>
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
        <source>{shelf}, marked on the map</source>
        <translation>{shelf}, aangegeven op de plattegrond</translation>
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
        <translation>Vegan</translation>
    </message>
    <message>
        <source>Not vegan</source>
        <translation>Niet vegan</translation>
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
    <name>ProfileCard</name>
    <message>
        <source>Country profile</source>
        <translation>Landprofiel</translation>
    </message>
    <message>
        <source>Part of the signed questions and rules: a pharmacist changes it, not a setting.</source>
        <translation>Hoort bij de ondertekende vragen en regels: een apotheker verandert het, geen instelling.</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>At most a day from supplements</source>
        <translation>Hoogstens per dag uit supplementen</translation>
    </message>
    <message>
        <source>Reference on labels</source>
        <translation>Referentie op etiketten</translation>
    </message>
    <message>
        <source>Claims from</source>
        <translation>Claims vanaf</translation>
    </message>
    <message>
        <source>Emergency numbers</source>
        <translation>Noodnummers</translation>
    </message>
    <message>
        <source>Authorised claims</source>
        <translation>Toegestane claims</translation>
    </message>
    <message>
        <source>Questions and rules</source>
        <translation>Vragen en regels</translation>
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
        <source>added</source>
        <translation>nieuw</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>gewijzigd</translation>
    </message>
    <message>
        <source>as they were</source>
        <translation>ongewijzigd</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>geweigerd</translation>
    </message>
    <message>
        <source>demo products removed</source>
        <translation>demoproducten verwijderd</translation>
    </message>
    <message>
        <source>Imported: {file}</source>
        <translation>Geïmporteerd: {file}</translation>
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
    <name>SettingField</name>
    <message>
        <source>{setting}: less</source>
        <translation>{setting}: minder</translation>
    </message>
    <message>
        <source>{setting}: more</source>
        <translation>{setting}: meer</translation>
    </message>
    <message>
        <source>{setting}: look for a file</source>
        <translation>{setting}: bestand zoeken</translation>
    </message>
    <message>
        <source>{setting}: none</source>
        <translation>{setting}: geen</translation>
    </message>
    <message>
        <source>Shows {when}.</source>
        <translation>Zichtbaar {when}.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>The first one</source>
        <translation>Het eerste</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Instellingen</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>Winkel</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>Talen</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>Advies</translation>
    </message>
    <message>
        <source>Kiosk</source>
        <translation>Kiosk</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Gegevens</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Eerste stappen</translation>
    </message>
    <message>
        <source>Choose a new PIN</source>
        <translation>Nieuwe pincode kiezen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Ongedaan maken</translation>
    </message>
    <message>
        <source>Undo: {names}</source>
        <translation>Ongedaan maken: {names}</translation>
    </message>
    <message>
        <source>The file of settings has mistakes; the usual values stand in for them</source>
        <translation>In het bestand met instellingen staan fouten; daar gelden de gewone waarden</translation>
    </message>
    <message>
        <source>Line {number}</source>
        <translation>Regel {number}</translation>
    </message>
    <message>
        <source>Saved: {names}</source>
        <translation>Bewaard: {names}</translation>
    </message>
    <message>
        <source>Taken back: {names}</source>
        <translation>Teruggezet: {names}</translation>
    </message>
</context>
<context>
    <name>ShelfMapPage</name>
    <message>
        <source>Undo</source>
        <translation>Ongedaan maken</translation>
    </message>
    <message>
        <source>Another picture</source>
        <translation>Ander plaatje</translation>
    </message>
    <message>
        <source>Remove the map</source>
        <translation>Plattegrond weghalen</translation>
    </message>
    <message>
        <source>Map of the shop</source>
        <translation>Plattegrond van de winkel</translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation>Schap</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Producten</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>Geplaatst</translation>
    </message>
    <message>
        <source>Shelves</source>
        <translation>Schappen</translation>
    </message>
    <message>
        <source>Reading the picture…</source>
        <translation>Het plaatje wordt gelezen…</translation>
    </message>
    <message>
        <source>Take it off</source>
        <translation>Haal het eraf</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>with {shelf}</source>
        <translation>bij {shelf}</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>nog niet</translation>
    </message>
    <message>
        <source>Which shelf is here? Choose it in the list.</source>
        <translation>Welk schap is hier? Kies het in de lijst.</translation>
    </message>
    <message>
        <source>{shelf}: {x} % from the left, {y} % from the top. Drag it, or use the arrow keys.</source>
        <translation>{shelf}: {x} % van links, {y} % van boven. Sleep het, of gebruik de pijltjestoetsen.</translation>
    </message>
    <message>
        <source>Press the map where {shelf} is.</source>
        <translation>Klik op de plattegrond waar {shelf} is.</translation>
    </message>
    <message>
        <source>Every shelf has its place.</source>
        <translation>Elk schap heeft zijn plek.</translation>
    </message>
    <message>
        <source>Press a place on the map, or choose a shelf in the list.</source>
        <translation>Klik op een plek op de plattegrond, of kies een schap in de lijst.</translation>
    </message>
    <message>
        <source>On the map: {shelves}</source>
        <translation>Op de plattegrond: {shelves}</translation>
    </message>
    <message>
        <source>Put it here</source>
        <translation>Zet het hier</translation>
    </message>
    <message>
        <source>Put it on the map</source>
        <translation>Zet het erop</translation>
    </message>
    <message>
        <source>Choose its picture again; the places stay.</source>
        <translation>Kies het plaatje opnieuw; de plekken blijven.</translation>
    </message>
    <message>
        <source>{shelf} is off the map.</source>
        <translation>{shelf} is van de plattegrond.</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>Ongedaan gemaakt.</translation>
    </message>
    <message>
        <source>The map cannot be shown</source>
        <translation>De plattegrond kan niet getoond worden</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>Dat lukte niet</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Kies een plaatje</translation>
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
    <name>TillView</name>
    <message>
        <source>File</source>
        <translation>Bestand</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Geïmporteerd</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Wat ermee gebeurd is</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Why it was refused</source>
        <translation>Waarom geweigerd</translation>
    </message>
    <message>
        <source>Files of the till</source>
        <translation>Bestanden van de kassa</translation>
    </message>
    <message>
        <source>Rows that were refused</source>
        <translation>Rijen die geweigerd zijn</translation>
    </message>
    <message>
        <source>Say which column is what</source>
        <translation>Zeg welke kolom wat is</translation>
    </message>
    <message>
        <source>Lists that the till puts into {folder} are imported by themselves.</source>
        <translation>Lijsten die de kassa in {folder} zet, worden vanzelf geïmporteerd.</translation>
    </message>
    <message>
        <source>No list has come yet.</source>
        <translation>Er is nog geen lijst gekomen.</translation>
    </message>
    <message>
        <source>No folder of a till is set. Name one in the settings, and each list that the till puts there is imported by itself.</source>
        <translation>Er is geen map van een kassa ingesteld. Noem er een bij de instellingen, en elke lijst die de kassa daarin zet, wordt vanzelf geïmporteerd.</translation>
    </message>
    <message>
        <source>Waits until it is whole.</source>
        <translation>Wacht tot het er helemaal is.</translation>
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
    <name>UpkeepPage</name>
    <message>
        <source>Upkeep</source>
        <translation>Onderhoud</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Kassa</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Reservekopieën</translation>
    </message>
    <message>
        <source>Questions and rules</source>
        <translation>Vragen en regels</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Wat er gebeurd is</translation>
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
