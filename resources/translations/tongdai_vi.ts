<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi_VN" sourcelanguage="en">
<context>
    <name>CallSample</name>
    <message>
        <source>Hello, is size M still there?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste this into a terminal: a customer&apos;s message appears on the Live page. Run it again with another message_id for the next one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine does not listen yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample call</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HealthStrip</name>
    <message>
        <source>Bot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OFF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health of the parts</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HealthWords</name>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chat platform</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ok</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no Redis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no AI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything works; other desks see changes a little late.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live chat works. Messages are kept in the local journal; search and old history are away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People answer. The bot is silent, and waiting conversations say why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything works but sending: replies wait in the outbox.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is on screen can be read. New messages are refused so that their senders try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keyboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 – Tongdai</source>
        <comment>window title: page – program</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PartTable</name>
    <message>
        <source>Part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version and address</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SampleShopBox</name>
    <message>
        <source>The sample shop is open. Its conversations are marked everywhere; removing it takes away exactly those.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made-up conversations to try everything with. They are marked everywhere and removed in one press; your own are never touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the sample shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the sample shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That did not work: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Engine listens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine does not listen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine starts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to send: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>journal: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>screen delay %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SystemPage</name>
    <message>
        <source>The engine cannot listen: %1. Nobody can deliver messages here. Close the program that uses this address and start Tongdai again, or start it with another --port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both were made by this program at its first start. They lie in a file only you can read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both come from your settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tongdai</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chat platform</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none: answers stay in the conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bot rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level of working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where things are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the chat platform (PANCAKE_ACCESS_TOKEN)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For administration (ADMIN_ACCESS_TOKEN)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the first page</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TokenRow</name>
    <message>
        <source>not set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tongdai</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SAMPLE</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TroubleWords</name>
    <message>
        <source>The engine takes messages again. It was away for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database is back. It was away for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chat platform is back. It was away for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The AI answers again. It was away for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis is back. It was away for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine has not been taking messages for %1 (since %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database has been away for %1 (since %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chat platform has been away for %1 (since %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The AI has not been answering for %1 (since %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redis has been away for %1 (since %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Platforms cannot deliver customers&apos; messages to this computer; they will try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New messages are refused so that their senders try again; nothing accepted is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Customers&apos; messages are kept in the local journal and replayed in order: %n waiting.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replies wait in the outbox and go out in order when it is back: %n waiting.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The bot is silent; customers wait for a person.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customers still get answers; other desks see changes late. No message is lost.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ViewMenu</name>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Density</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roomy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tongdai::SystemPage</name>
    <message>
        <source>System</source>
        <translation>Hệ thống</translation>
    </message>
</context>
</TS>
