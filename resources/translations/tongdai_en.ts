<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en">
<context>
    <name>tongdai::Composer</name>
    <message numerus="yes">
        <source>%n message(s) arrived while you were writing. Last, %1: %2</source>
        <translation>
            <numerusform>%n message arrived while you were writing. Last, %1: %2</numerusform>
            <numerusform>%n messages arrived while you were writing. Last, %1: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::ConversationDelegate</name>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation>
            <numerusform>%n unread message</numerusform>
            <numerusform>%n unread messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::ConversationPane</name>
    <message numerus="yes">
        <source>%n conversation(s) moved – re-sort</source>
        <translation>
            <numerusform>%n conversation moved – re-sort</numerusform>
            <numerusform>%n conversations moved – re-sort</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The filter hides %n conversation(s).</source>
        <translation>
            <numerusform>The filter hides %n conversation.</numerusform>
            <numerusform>The filter hides %n conversations.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::LiveWords</name>
    <message numerus="yes">
        <source>%1 took over, %n bot turn(s) cancelled</source>
        <translation>
            <numerusform>%1 took over, %n bot turn cancelled</numerusform>
            <numerusform>%1 took over, %n bot turns cancelled</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::QueueTabs</name>
    <message numerus="yes">
        <source>%1, %n conversation(s)</source>
        <translation>
            <numerusform>%1, %n conversation</numerusform>
            <numerusform>%1, %n conversations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::SetupWords</name>
    <message numerus="yes">
        <source>a shop with %n conversation(s)</source>
        <translation>
            <numerusform>a shop with %n conversation</numerusform>
            <numerusform>a shop with %n conversations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n table(s) of another program</source>
        <translation>
            <numerusform>%n table of another program</numerusform>
            <numerusform>%n tables of another program</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::ThreadBlock</name>
    <message numerus="yes">
        <source>delivered %n×</source>
        <translation>
            <numerusform>delivered %n×</numerusform>
            <numerusform>delivered %n×</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation>
            <numerusform>%n unread message</numerusform>
            <numerusform>%n unread messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>arrived %n s late</source>
        <translation>
            <numerusform>arrived %n s late</numerusform>
            <numerusform>arrived %n s late</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::ThreadView</name>
    <message numerus="yes">
        <source>%n new message(s) ↓</source>
        <translation>
            <numerusform>%n new message ↓</numerusform>
            <numerusform>%n new messages ↓</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::TroubleWords</name>
    <message numerus="yes">
        <source>Customers&apos; messages are kept in the local journal and replayed in order: %n waiting.</source>
        <translation>
            <numerusform>Customers&apos; messages are kept in the local journal and replayed in order: %n waiting.</numerusform>
            <numerusform>Customers&apos; messages are kept in the local journal and replayed in order: %n waiting.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replies wait in the outbox and go out in order when it is back: %n waiting.</source>
        <translation>
            <numerusform>Replies wait in the outbox and go out in order when it is back: %n waiting.</numerusform>
            <numerusform>Replies wait in the outbox and go out in order when it is back: %n waiting.</numerusform>
        </translation>
    </message>
</context>
</TS>
