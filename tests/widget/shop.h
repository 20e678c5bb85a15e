#pragma once

#include "engine/domain/conversation/answer_card.h"
#include "engine/host/boot/engine_runtime.h"

#include "tests/widget/browser.h"

#include <QSignalSpy>
#include <QTemporaryDir>

namespace tongdai::testing {

inline constexpr int kPatience = 30'000;
inline const QString kLaunch = QStringLiteral(".launch");
inline const QString kBox = QStringLiteral("textarea");
inline const QString kMine = QStringLiteral(".msg.you .text");
inline const QString kStaff = QStringLiteral(".msg.staff .text");
inline const QString kBot = QStringLiteral(".msg.bot .text");

#define TELL(browser, act) QVERIFY2((browser).act, qPrintable((browser).problem()))

/// The whole engine with its own rules and its desk: what a shop has.
struct Shop {
    /// `change` may set what the config has more than this.
    explicit Shop(const std::function<void(EngineConfig&)>& change = {})
    {
        EngineConfig config;
        config.dataDir = dir.path();
        config.port = 0;
        config.pancakeToken = QString(40, u'p');
        config.adminToken = QString(40, u'a');
        config.jwtSecret = QString(48, u'j');
        config.operatorId = OperatorId("lan");
        config.operatorName = QStringLiteral("Lan");
        config.operatorShownName = config.operatorName;
        if (change) change(config);
        engine = std::make_unique<EngineRuntime>(config);
        QSignalSpy ready(engine.get(), &EngineRuntime::ready);
        engine->start();
        if (!ready.wait(kPatience)) return;
        url = ready.first().first().toUrl();
        QObject::connect(&desk(), &api::Desk::conversationsChanged, engine.get(),
                         [this](const std::vector<Conversation>& rows) {
                             for (const Conversation& row : rows)
                                 conversations.insert(row.id, row);
                         });
        QObject::connect(&desk(), &api::Desk::linesChanged, engine.get(),
                         [this](const ConversationId&, const std::vector<StoredMessage>& changed) {
                             for (const StoredMessage& line : changed)
                                 lines.insert(line.rev, line);
                         });
        QObject::connect(&desk(), &api::Desk::activityChanged, engine.get(),
                         [this](const api::Activity& activity) { typing = activity.typing; });
        QObject::connect(&desk(), &api::Desk::attendeesChanged, engine.get(),
                         [this](const ConversationId&, const std::vector<api::Attendee>& now) { attendees = now; });
    }

    api::Desk& desk() { return engine->desk(); }
    QString demo() const { return url.toString() + QStringLiteral("/demo"); }
    /// The only conversation there is.
    ConversationId visitor() const { return conversations.isEmpty() ? ConversationId() : conversations.firstKey(); }
    std::optional<StoredMessage> line(const QString& text) const
    {
        for (const StoredMessage& each : lines) {
            if (each.body == text) return each;
        }
        return std::nullopt;
    }
    QStringList customerTexts() const
    {
        QStringList texts;
        for (const StoredMessage& each : lines) {
            if (each.speaker == Speaker::Customer) texts.append(each.body);
        }
        return texts;
    }
    std::optional<Delivery> deliveryOfLine(const QString& text) const
    {
        const auto found = line(text);
        return found ? deliveryOf(found->metadata) : std::nullopt;
    }
    Presence customerPresence() const
    {
        for (const api::Attendee& each : attendees) {
            if (!each.isStaff) return each.presence;
        }
        return Presence::Unknown;
    }

    QTemporaryDir dir;
    std::unique_ptr<EngineRuntime> engine;
    QUrl url;
    QMap<ConversationId, Conversation> conversations;
    QMap<qint64, StoredMessage> lines;  ///< of the watched thread
    QStringList typing;
    std::vector<api::Attendee> attendees;
};

/// The next line of a visitor whose panel is open.
#define WRITE_LINE(browser, text)                      \
    do {                                               \
        TELL(browser, click(testing::kBox));           \
        TELL(browser, type(text));                     \
        TELL(browser, press(QStringLiteral("Enter"))); \
    } while (false)

/// The page with the panel open and connected.
#define OPEN_CHAT(browser, url)                         \
    do {                                                \
        TELL(browser, open(url));                       \
        TELL(browser, click(testing::kLaunch));         \
        TELL(browser, isGone(QStringLiteral(".note"))); \
    } while (false)

}  // namespace tongdai::testing
