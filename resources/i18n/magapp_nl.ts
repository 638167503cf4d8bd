<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
<context>
    <name>Amounts</name>
    <message>
        <source>%n capsule(s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n tablet(s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n scoop(s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n portion(s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>capsule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tablet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scoop of powder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>portion of liquid</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CarePage</name>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Soon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call {number}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FaultScreen</name>
    <message>
        <source>Sorry, something went wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not your fault. Your answers were forgotten. Please start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LookupPage</name>
    <message>
        <source>First letter of the name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a name, or tick below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of a medicine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None at all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: which of these is it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Touch the first letter of the name on the box.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ManyPage</name>
    <message>
        <source>No preference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumberPage</name>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back the last digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most {most} {unit}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OutcomeScreen</name>
    <message>
        <source>Change an answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasons (R)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PortionsPage</name>
    <message>
        <source>{food}: one less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{food}: one more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuestionPage</name>
    <message>
        <source>None of these</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReasonsPane</name>
    <message>
        <source>Reasons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gates that stand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refer: now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refer: today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refer: soon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Our staff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Food first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cleared by staff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still open: {question}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forms and why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grade {grade}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other rules that fired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>high confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>medium confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>low confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sources</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReviewScreen</name>
    <message>
        <source>Is this right?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an answer to change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change: {question}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not answered</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep my answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the advice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again? All answers will be forgotten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Are you still there? Your answers will be forgotten in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartScreen</name>
    <message>
        <source>Ready for the next customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Enter to begin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New consultation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choose an answer; 0 is none of these.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>goes on to the next question.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>goes back. Esc starts again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers are forgotten afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What would suit you?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find out in a few minutes, here on the screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Touch to start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Short questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You choose answers. You type nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Safety first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sometimes we send you to our staff or a doctor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your answers are forgotten when you leave.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SuggestPage</name>
    <message>
        <source>Nothing on our shelf fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good to know</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Food</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please ask our staff. They gladly look further with you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You will find what is good to know and to eat here too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{mg} per {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{units} a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{mg} in total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{price} a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{price} per {mg}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fits your answers and wishes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look back after {weeks} weeks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No difference after {weeks} weeks? Then stop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep hours apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See “{tab}” for all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What we may say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please read this too</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_TilesPage</name>
    <message>
        <source>Previous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
