<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en">
<context>
    <name>tongdai::ErasureRequestsSection</name>
    <message numerus="yes">
        <source>%Ln customer(s) asked to be erased. The law gives two working days for an answer and twenty days for the erasure.</source>
        <translation>
            <numerusform>%Ln customer asked to be erased. The law gives two working days for an answer and twenty days for the erasure.</numerusform>
            <numerusform>%Ln customers asked to be erased. The law gives two working days for an answer and twenty days for the erasure.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::AlertWords</name>
    <message numerus="yes">
        <source>%Ln customer(s) still wait</source>
        <translation>
            <numerusform>%Ln customer still waits</numerusform>
            <numerusform>%Ln customers still wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln customer(s) wait</source>
        <translation>
            <numerusform>%Ln customer waits</numerusform>
            <numerusform>%Ln customers wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln still wait(s)</source>
        <translation>
            <numerusform>%Ln still waits</numerusform>
            <numerusform>%Ln still wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::Composer</name>
    <message numerus="yes">
        <source>%Ln message(s) arrived while you were writing. Last, %1: %2</source>
        <translation>
            <numerusform>%Ln message arrived while you were writing. Last, %1: %2</numerusform>
            <numerusform>%Ln messages arrived while you were writing. Last, %1: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) came meanwhile.</source>
        <translation>
            <numerusform>%Ln message came meanwhile.</numerusform>
            <numerusform>%Ln messages came meanwhile.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::ConversationDelegate</name>
    <message numerus="yes">
        <source>%Ln unread message(s)</source>
        <translation>
            <numerusform>%Ln unread message</numerusform>
            <numerusform>%Ln unread messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) not delivered</source>
        <translation>
            <numerusform>%Ln message not delivered</numerusform>
            <numerusform>%Ln messages not delivered</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::ConversationPane</name>
    <message numerus="yes">
        <source>%Ln conversation(s) moved – re-sort</source>
        <translation>
            <numerusform>%Ln conversation moved – re-sort</numerusform>
            <numerusform>%Ln conversations moved – re-sort</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new customer(s)</source>
        <translation>
            <numerusform>%Ln new customer</numerusform>
            <numerusform>%Ln new customers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moved</source>
        <comment>conversations</comment>
        <translation>
            <numerusform>%Ln moved</numerusform>
            <numerusform>%Ln moved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The filter hides %Ln conversation(s).</source>
        <translation>
            <numerusform>The filter hides %Ln conversation.</numerusform>
            <numerusform>The filter hides %Ln conversations.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::ExportDialog</name>
    <message numerus="yes">
        <source>Integrity: unchanged, %Ln rows as they were signed</source>
        <translation>
            <numerusform>Integrity: unchanged, %Ln row as it was signed</numerusform>
            <numerusform>Integrity: unchanged, %Ln rows as they were signed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::LiveWords</name>
    <message numerus="yes">
        <source>%1 took over, %Ln bot turn(s) cancelled</source>
        <translation>
            <numerusform>%1 took over, %Ln bot turn cancelled</numerusform>
            <numerusform>%1 took over, %Ln bot turns cancelled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody came within %Ln minute(s): the bot answers again</source>
        <translation>
            <numerusform>Nobody came within %Ln minute: the bot answers again</numerusform>
            <numerusform>Nobody came within %Ln minutes: the bot answers again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody came within %Ln minute(s); %1 and the supervisors were asked</source>
        <translation>
            <numerusform>Nobody came within %Ln minute; %1 and the supervisors were asked</numerusform>
            <numerusform>Nobody came within %Ln minutes; %1 and the supervisors were asked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody came within %Ln minute(s); the supervisors were asked</source>
        <translation>
            <numerusform>Nobody came within %Ln minute; the supervisors were asked</numerusform>
            <numerusform>Nobody came within %Ln minutes; the supervisors were asked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody came within %Ln minute(s); %1 was asked</source>
        <translation>
            <numerusform>Nobody came within %Ln minute; %1 was asked</numerusform>
            <numerusform>Nobody came within %Ln minutes; %1 was asked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody came within %Ln minute(s)</source>
        <translation>
            <numerusform>Nobody came within %Ln minute</numerusform>
            <numerusform>Nobody came within %Ln minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::OutgoingHooksSection</name>
    <message numerus="yes">
        <source>%1: %Ln call(s) given up. Send them again, or drop them, under Locks &amp; queues, Tasks.</source>
        <translation>
            <numerusform>%1: %Ln call given up. Send it again, or drop it, under Locks &amp; queues, Tasks.</numerusform>
            <numerusform>%1: %Ln calls given up. Send them again, or drop them, under Locks &amp; queues, Tasks.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::PageRow</name>
    <message numerus="yes">
        <source>%Ln answer(s) not sent</source>
        <translation>
            <numerusform>%Ln answer not sent</numerusform>
            <numerusform>%Ln answers not sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::PagesSection</name>
    <message numerus="yes">
        <source>%Ln answer(s) are on their way again. It is in the audit log.</source>
        <translation>
            <numerusform>%Ln answer is on its way again. It is in the audit log.</numerusform>
            <numerusform>%Ln answers are on their way again. It is in the audit log.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::PeopleWords</name>
    <message numerus="yes">
        <source>Too many wrong passwords. Try again in %Ln second(s).</source>
        <translation>
            <numerusform>Too many wrong passwords. Try again in %Ln second.</numerusform>
            <numerusform>Too many wrong passwords. Try again in %Ln seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::QueueTabs</name>
    <message numerus="yes">
        <source>%1, %Ln conversation(s)</source>
        <translation>
            <numerusform>%1, %Ln conversation</numerusform>
            <numerusform>%1, %Ln conversations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::SearchPane</name>
    <message numerus="yes">
        <source>%Ln message(s), more below</source>
        <translation>
            <numerusform>%Ln message, more below</numerusform>
            <numerusform>%Ln messages, more below</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) found</source>
        <translation>
            <numerusform>%Ln message found</numerusform>
            <numerusform>%Ln messages found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::SetupWords</name>
    <message numerus="yes">
        <source>a shop with %Ln conversation(s)</source>
        <translation>
            <numerusform>a shop with %Ln conversation</numerusform>
            <numerusform>a shop with %Ln conversations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln table(s) of another program</source>
        <translation>
            <numerusform>%Ln table of another program</numerusform>
            <numerusform>%Ln tables of another program</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::ThreadBlock</name>
    <message numerus="yes">
        <source>delivered %Ln×</source>
        <translation>
            <numerusform>delivered %Ln×</numerusform>
            <numerusform>delivered %Ln×</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread message(s)</source>
        <translation>
            <numerusform>%Ln unread message</numerusform>
            <numerusform>%Ln unread messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>arrived %Ln s late</source>
        <translation>
            <numerusform>arrived %Ln s late</numerusform>
            <numerusform>arrived %Ln s late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln picture(s)</source>
        <translation>
            <numerusform>Show picture</numerusform>
            <numerusform>Show %Ln pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::ThreadView</name>
    <message numerus="yes">
        <source>%Ln new message(s) ↓</source>
        <translation>
            <numerusform>%Ln new message ↓</numerusform>
            <numerusform>%Ln new messages ↓</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::TroubleWords</name>
    <message numerus="yes">
        <source>Customers&apos; messages are kept in the local journal and replayed in order: %Ln waiting.</source>
        <translation>
            <numerusform>Customers&apos; messages are kept in the local journal and replayed in order: %Ln waiting.</numerusform>
            <numerusform>Customers&apos; messages are kept in the local journal and replayed in order: %Ln waiting.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replies wait in the outbox and go out in order when it is back: %Ln waiting.</source>
        <translation>
            <numerusform>Replies wait in the outbox and go out in order when it is back: %Ln waiting.</numerusform>
            <numerusform>Replies wait in the outbox and go out in order when it is back: %Ln waiting.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put it right on the platform, or under Setup. Replies wait in the outbox and then go out in order: %Ln waiting.</source>
        <translation>
            <numerusform>Put it right on the platform, or under Setup. Replies wait in the outbox and then go out in order: %Ln waiting.</numerusform>
            <numerusform>Put it right on the platform, or under Setup. Replies wait in the outbox and then go out in order: %Ln waiting.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::AttachmentWords</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::CustomerCard</name>
    <message numerus="yes">
        <source>%Ln earlier</source>
        <translation>
            <numerusform>%Ln earlier</numerusform>
            <numerusform>%Ln earlier</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::CustomerCardSaid</name>
    <message numerus="yes">
        <source>%Ln earlier</source>
        <translation>
            <numerusform>%Ln earlier</numerusform>
            <numerusform>%Ln earlier</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::WindowLife</name>
    <message numerus="yes">
        <source>%Ln customer(s) wait</source>
        <translation>
            <numerusform>%Ln customer waits</numerusform>
            <numerusform>%Ln customers wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln customer(s) wait for a person.</source>
        <translation>
            <numerusform>%Ln customer waits for a person.</numerusform>
            <numerusform>%Ln customers wait for a person.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::LocksPage</name>
    <message numerus="yes">
        <source>Held: %Ln change(s)</source>
        <translation>
            <numerusform>Held: %Ln change</numerusform>
            <numerusform>Held: %Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lock(s)</source>
        <translation>
            <numerusform>%Ln lock</numerusform>
            <numerusform>%Ln locks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stuck</source>
        <translation>
            <numerusform>%Ln stuck</numerusform>
            <numerusform>%Ln stuck</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln late answer(s) refused</source>
        <translation>
            <numerusform>%Ln late answer refused</numerusform>
            <numerusform>%Ln late answers refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The filter hides %Ln lock(s).</source>
        <translation>
            <numerusform>The filter hides %Ln lock.</numerusform>
            <numerusform>The filter hides %Ln locks.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::LocksWords</name>
    <message numerus="yes">
        <source>%Ln message(s) wait here for an answer.</source>
        <translation>
            <numerusform>%Ln message waits here for an answer.</numerusform>
            <numerusform>%Ln messages wait here for an answer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::QueuesPane</name>
    <message numerus="yes">
        <source>The filter hides %Ln answer(s).</source>
        <translation>
            <numerusform>The filter hides %Ln answer.</numerusform>
            <numerusform>The filter hides %Ln answers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Decided: %Ln answer(s). It is in the audit log.</source>
        <translation>
            <numerusform>Decided: %Ln answer. It is in the audit log.</numerusform>
            <numerusform>Decided: %Ln answers. It is in the audit log.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The %Ln with this error</source>
        <translation>
            <numerusform>The %Ln with this error</numerusform>
            <numerusform>The %Ln with this error</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln</source>
        <translation>
            <numerusform>All %Ln</numerusform>
            <numerusform>All %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::DisputeWords</name>
    <message numerus="yes">
        <source>%Ln working day(s) late</source>
        <translation>
            <numerusform>%Ln working day late</numerusform>
            <numerusform>%Ln working days late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln working day(s) left</source>
        <translation>
            <numerusform>%Ln working day left</numerusform>
            <numerusform>%Ln working days left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 wrote %2 without having seen %3 and %Ln more.</source>
        <translation>
            <numerusform>%1 wrote %2 without having seen %3 and %Ln more.</numerusform>
            <numerusform>%1 wrote %2 without having seen %3 and %Ln more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::CompareDialog</name>
    <message numerus="yes">
        <source>%Ln differences</source>
        <translation>
            <numerusform>%Ln difference</numerusform>
            <numerusform>%Ln differences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LimitWords</name>
    <message numerus="yes">
        <source>%Ln time(s), last %1</source>
        <translation>
            <numerusform>%Ln time, last %1</numerusform>
            <numerusform>%Ln times, last %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::TasksPane</name>
    <message numerus="yes">
        <source>The filter hides %Ln task(s).</source>
        <translation>
            <numerusform>The filter hides %Ln task.</numerusform>
            <numerusform>The filter hides %Ln tasks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Try the %Ln with this error</source>
        <translation>
            <numerusform>Try the %Ln with this error</numerusform>
            <numerusform>Try the %Ln with this error</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Try all %Ln</source>
        <translation>
            <numerusform>Try all %Ln</numerusform>
            <numerusform>Try all %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Decided: %Ln task(s). It is in the audit log.</source>
        <translation>
            <numerusform>Decided: %Ln task. It is in the audit log.</numerusform>
            <numerusform>Decided: %Ln tasks. It is in the audit log.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::StatsWords</name>
    <message numerus="yes">
        <source>%Ln other day(s) are left out.</source>
        <translation>
            <numerusform>%Ln other day is left out.</numerusform>
            <numerusform>%Ln other days are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::TaskBodyWords</name>
    <message numerus="yes">
        <source>%Ln times: %1</source>
        <translation>
            <numerusform>%Ln time: %1</numerusform>
            <numerusform>%Ln times: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::ErasureWords</name>
    <message numerus="yes">
        <source>%Ln entries, which name nobody</source>
        <translation>
            <numerusform>%Ln entry, which names nobody</numerusform>
            <numerusform>%Ln entries, which name nobody</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The answer was due on %1: %Ln working day(s) late.</source>
        <translation>
            <numerusform>The answer was due on %1: %Ln working day late.</numerusform>
            <numerusform>The answer was due on %1: %Ln working days late.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Answer by %1: %Ln working day(s) left.</source>
        <translation>
            <numerusform>Answer by %1: %Ln working day left.</numerusform>
            <numerusform>Answer by %1: %Ln working days left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The erasure was due on %1: %Ln day(s) late.</source>
        <translation>
            <numerusform>The erasure was due on %1: %Ln day late.</numerusform>
            <numerusform>The erasure was due on %1: %Ln days late.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Erase by %1: %Ln day(s) left.</source>
        <translation>
            <numerusform>Erase by %1: %Ln day left.</numerusform>
            <numerusform>Erase by %1: %Ln days left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::BotSection</name>
    <message numerus="yes">
        <source>All of the %Ln answer(s) that the bot sent in the last seven days would be sent again.</source>
        <translation>
            <numerusform>The %Ln answer that the bot sent in the last seven days would be sent again.</numerusform>
            <numerusform>All of the %Ln answers that the bot sent in the last seven days would be sent again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln conversation(s) would have gone another way; Enter opens one.</source>
        <translation>
            <numerusform>%Ln conversation would have gone another way; Enter opens it.</numerusform>
            <numerusform>%Ln conversations would have gone another way; Enter opens one.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::HookWords</name>
    <message numerus="yes">
        <source>%Ln call(s) since the engine started</source>
        <translation>
            <numerusform>%Ln call since the engine started</numerusform>
            <numerusform>%Ln calls since the engine started</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::HooksSection</name>
    <message numerus="yes">
        <source>Go on (%Ln new)</source>
        <translation>
            <numerusform>Go on (%Ln new)</numerusform>
            <numerusform>Go on (%Ln new)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The filter hides %Ln call(s).</source>
        <translation>
            <numerusform>The filter hides %Ln call.</numerusform>
            <numerusform>The filter hides %Ln calls.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tongdai::NobodyCameBar</name>
    <message numerus="yes">
        <source>Nobody came to %Ln customer(s) within %1 min. You are asked to.</source>
        <translation>
            <numerusform>Nobody came to %Ln customer within %1 min. You are asked to.</numerusform>
            <numerusform>Nobody came to %Ln customers within %1 min. You are asked to.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody came to %Ln customer(s) within %1 min.</source>
        <translation>
            <numerusform>Nobody came to %Ln customer within %1 min.</numerusform>
            <numerusform>Nobody came to %Ln customers within %1 min.</numerusform>
        </translation>
    </message>
</context>
</TS>
