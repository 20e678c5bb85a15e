#pragma once

#include "engine/api/desk.h"
#include "engine/domain/conversation/answer_rule.h"

#include <QDateTime>
#include <QObject>
#include <QUrl>

#include <array>
#include <optional>
#include <vector>

namespace tongdai::api {

/// Where a server or a service is, as a person typed it. Holds a secret: never print it.
struct ConnectionForm {
    enum class Kind : quint8 { Postgres, MySql, Redis, Ai, Platform, KiotViet, Page };
    Kind kind = Kind::Postgres;
    QString host;      ///< name, address, or the absolute path of a Unix socket (PostgreSQL: of its folder)
    quint16 port = 0;  ///< 0: the server's usual one
    QString database;
    QString user;
    QString password;
    int redisDatabase = 0;
    bool tls = false;            ///< with a checked certificate; a database on this computer is not asked for it
    QString caFile;              ///< PEM of the authority; empty: the system's (Qt's MySQL driver has none)
    bool keepsPassword = false;  ///< the saved password is meant, which the screen does not know
    bool isPooled = false;       ///< PostgreSQL behind a pooler; a screen does not know it, the settings do
    bool isOnlyRead = false;     ///< another program's database, for disputes: nothing is tried but reading
    QUrl url;                    ///< Ai and Platform: instead of everything above; KiotViet and Page: of the API
    QString path = {};           ///< Platform: of its action route, below `url`; its token is `password`
    QString retailer = {};       ///< KiotViet: name of the shop there; client ID and secret: `user`, `password`
    QUrl tokenService = {};      ///< KiotViet: gives out its tokens
    // Page, at Pancake: its id is `user`, its token `password`.
};

/// A page of the shop at Pancake, as a person typed it. Holds a secret: never print it.
struct PageForm {
    QString id;
    QString platform;  ///< "facebook", "zalo", …
    QString name;      ///< as people of the shop call it
    QString token;     ///< empty: the saved one is meant, which the screen does not know

    friend bool operator==(const PageForm&, const PageForm&) = default;
};

/// One line of a connection test, in the order they are tried. Which of them a kind has, the tester decides.
enum class TestStep : quint8 {
    Host,      ///< the name leads somewhere
    Port,      ///< somebody listens
    Tls,       ///< nobody on the way can read along
    Greeting,  ///< what listens is the right kind of server
    Login,
    Version,
    Rights,  ///< what the engine does, this account may do
    Latency,
    Clock,
    Durability,  ///< what is confirmed survives a power cut
    Content,     ///< what lies there already
};

enum class StepOutcome : quint8 { Running, Ok, Attention, Failed, Skipped };

/// Why a line is not Ok. Codes; the words belong to the screen (design §3).
enum class TestTrouble : quint8 {
    None,
    NoAddress,         ///< nothing was typed
    HostUnknown,       ///< the name service does not know it
    PortClosed,        ///< the machine says that nobody listens there
    NoAnswer,          ///< silence until the deadline
    OtherProtocol,     ///< something answers, but not this kind of server; `detail`: its first words
    NoPlatform,        ///< answers, but not as a chat platform does; `number`: status, `detail`: first words
    TlsFailed,         ///< `detail`: why
    NotEncrypted,      ///< another machine, and everything travels readable
    SameComputer,      ///< encryption is not needed
    WrongLogin,        ///< name or password
    LoginMissing,      ///< the server wants a password
    DatabaseMissing,   ///< `detail`: its name
    ClientNotAllowed,  ///< the server does not let this computer or user in
    ServerFull,        ///< too many connections
    PoolerThere,       ///< a pooler stands before the database, and the settings do not say so
    PoolerAlone,       ///< a pooler got no connection to its server; `detail`: what it said
    TooOld,            ///< `detail`: what is needed
    WrongEncoding,     ///< the database cannot keep every language's texts
    NoRight,           ///< `detail`: what the account may not do
    Slow,
    ClockOff,
    NotDurable,    ///< `detail`: the settings that are wrong
    EvictsKeys,    ///< Redis throws work away when memory is short; `detail`: its policy
    IsCluster,     ///< a Redis Cluster refuses the engine's scripts
    ServiceError,  ///< the service answered 5xx; `number`: the status
    TokenRefused,  ///< the service answered 401 or 403
    ShopIsThere,   ///< a Tongdai history with `number` conversations
    NewerShop,     ///< a history of a newer program
    OtherTables,   ///< tables of somebody else: `number` of them
    Empty,
    NotReached,  ///< an earlier line failed
    Other,       ///< `detail`: the server's own words
};

struct TestLine {
    TestStep step = TestStep::Host;
    StepOutcome outcome = StepOutcome::Running;
    TestTrouble trouble = TestTrouble::None;
    QString detail;     ///< address, version, or what `trouble` says
    double number = 0;  ///< Latency: milliseconds; Clock: seconds the server is ahead; else as `trouble` says
};

enum class TestVerdict : quint8 { Passed, Failed, Cancelled };

/// Tries a connection before it is saved. Lives on the GUI thread and never waits: every test runs on a thread of its
/// own, each line has a deadline, and one that is cancelled ends at once for its asker (features J3).
class ConnectionTester : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Answered by lineChanged() for every line, Running first, and finished().
    virtual RequestId requestTest(const ConnectionForm& form) = 0;
    /// finished(Cancelled) follows, whatever the network does.
    virtual void cancel(RequestId test) = 0;
signals:
    void lineChanged(tongdai::api::RequestId test, tongdai::api::TestLine line);
    void finished(tongdai::api::RequestId test, tongdai::api::TestVerdict verdict);
};

/// Which long piece of work is under way, or has ended.
enum class ShopWork : quint8 { Backup, Inspect, Restore, Move };

struct ShopProgress {
    enum class Phase : quint8 { Stopping, Preparing, Copying, Verifying, Finishing, Starting };
    ShopWork work = ShopWork::Backup;
    Phase phase = Phase::Preparing;
    QString what = {};  ///< a table, when one is being carried
    qint64 done = 0;    ///< rows of a move, bytes of the others
    qint64 total = 0;   ///< 0: not known
};

/// Why work ended without success. Codes; the words belong to the screen.
enum class ShopTrouble : quint8 {
    None,
    Cancelled,
    Busy,             ///< another piece of work is under way
    NotEmbedded,      ///< the history lies on a server, which has its own backups
    NoShop,           ///< there is no history to take
    NoRoom,           ///< the disk is full
    CannotWrite,      ///< `detail`: the system's words
    CannotRead,       ///< `detail`: the system's words
    NotABackup,       ///< some other file
    Damaged,          ///< a backup that does not match its own checksums
    ShopDamaged,      ///< the history itself is damaged; `detail`
    NewerProgram,     ///< made by a newer program: schema `detail`
    StoreTrouble,     ///< the target of a move; `detail`: what it said. It holds nothing of this shop
    NotAllowed,       ///< whoever sits here may not, or nobody does
    SettingsTrouble,  ///< moved and verified, but the settings could not be written; `detail`
};

struct ShopTable {
    QString name;
    qint64 rows = 0;
    QByteArray checksum;
};

/// A line of a settings file.
struct ShopSetting {
    QString key;
    QString value;
    friend bool operator==(const ShopSetting&, const ShopSetting&) = default;
};

struct ShopOutcome {
    ShopWork work = ShopWork::Backup;
    ShopTrouble trouble = ShopTrouble::None;
    QString detail;
    QString file;      ///< the backup
    QString oldPlace;  ///< Restore: folder with what was there before; Move: the old file, which stays
    QString target;    ///< Move: for people, without credentials
    QDateTime madeAt;  ///< of the backup
    QString program;   ///< that made it
    qint64 bytes = 0;
    qint64 conversations = 0;
    qint64 messages = 0;
    std::vector<ShopTable> tables;  ///< Move: verified, each of them
    bool wasThereAlready = false;   ///< Move: an earlier one had ended
    /// Inspect and Restore, where the shop has no settings of its own yet: what of the backup's leads to other
    /// computers or lets others in. Taken over only when chosen.
    std::vector<ShopSetting> addresses;
    QStringList secretsLeftOut;  ///< names of the backup's tokens and passwords, which are never taken over
};

/// Backup, restore and move of the embedded shop. One at a time. Lives on the GUI thread and never waits. Restore and
/// move stop the engine, callers are refused meanwhile, and start it again whatever the outcome.
class ShopWorks : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual bool isBusy() const = 0;
    virtual void backUp(const QString& file) = 0;
    /// Checks a backup without touching anything: what restore would bring back.
    virtual void inspect(const QString& file) = 0;
    /// `withAddresses`: the addresses of ShopOutcome, which somebody has seen, are taken over as well.
    virtual void restore(const QString& file, bool withAddresses) = 0;
    /// `form`: PostgreSQL or MySQL; after verification the settings are switched to it.
    virtual void move(const ConnectionForm& form) = 0;
    /// Takes effect until the last step; ended() says what became of it.
    virtual void cancel() = 0;
signals:
    void progressed(tongdai::api::ShopProgress progress);
    void ended(tongdai::api::ShopOutcome outcome);
};

/// What the settings say and what runs. Passwords never come back out: `hasPassword` only.
struct SetupState {
    struct Server {
        ConnectionForm form;  ///< without password
        bool hasPassword = false;
    };
    std::optional<Server> history;          ///< none: the file on this computer
    std::optional<Server> redis;            ///< none: a private one
    std::optional<Server> disputeMysql;     ///< another program's, for disputes; none: none
    std::optional<Server> disputePostgres;  ///< the same
    QUrl ai;                                ///< empty: the shop's own rules
    QUrl platform;                          ///< empty: none
    std::optional<Server> kiotViet;         ///< none: not asked
    std::vector<PageForm> pages;            ///< at Pancake, without their tokens
    AnswerRule botRule;                     ///< which answers of the AI are sent
    QString settingsFile;
    QString historyFile;        ///< of the embedded shop
    QString newestBackup;       ///< file of the newest backup known to this data folder; empty: none
    QString historyTarget;      ///< what runs now, for people; empty: the embedded shop
    QStringList fixed;          ///< settings given on the command line or by the environment: a file cannot change them
    bool needsRestart = false;  ///< what is saved is not what runs
};

/// Times that have to fit together (features G4): what the Locks page may set right.
inline constexpr std::array kMendableSettings{
    "PROCESSING_LOCK_TTL",    "AI_PROCESSING_TIMEOUT",     "AI_SERVICE_TIMEOUT", "CONVERSATION_STATE_TTL",
    "CUSTOMER_PAUSE_SECONDS", "RETAIN_CONVERSATIONS_DAYS", "RETAIN_TURNS_DAYS",  "RETAIN_OUTBOX_DAYS"};

/// Part of the settings; what is absent stays as it is.
struct SetupChanges {
    /// Embedded: no server.
    struct Store {
        std::optional<ConnectionForm> server;
    };
    std::optional<Store> history;
    std::optional<Store> redis;
    std::optional<Store> disputeMysql;
    std::optional<Store> disputePostgres;
    std::optional<QUrl> ai;
    std::optional<QUrl> platform;
    std::optional<Store> kiotViet;  ///< no server: not asked any more
    /// All there are to be, also those that stay as they are. Each gets a secret for its webhook.
    std::optional<std::vector<PageForm>> pages = {};
    std::optional<AnswerRule> botRule = {};
    /// Settings by their names; only those that kMendableSettings lists.
    std::vector<ShopSetting> values = {};
};

/// Reads and writes the settings, and restarts the engine with them. GUI thread, never waits.
class SetupDesk : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual SetupState state() const = 0;
    /// Answered by saved() or saveFailed(). Comments and settings this page does not know stay as they are; passwords
    /// go to the secrets file.
    virtual void save(const SetupChanges& changes) = 0;
    /// Stops the engine and starts it with what is saved; restarted() or restartFailed() follows.
    virtual void restartEngine() = 0;
signals:
    void stateChanged();
    void saved();
    void saveFailed(QString cause);
    void restarted();
    void restartFailed(QString cause);
};

}  // namespace tongdai::api
