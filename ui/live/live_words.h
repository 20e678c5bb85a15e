#pragma once

#include "engine/api/desk.h"
#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/conversation/system_note.h"
#include "ui/common/look/look.h"

#include <QCoreApplication>

namespace tongdai {

/// The words the Live page has for the engine's values: whole sentences, in the current language. Stateless.
class LiveWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::LiveWords)
public:
    static QString queue(WorkQueue queue);
    static QString channel(const QString& channel);
    /// Those with a name of their own, as conversations have them; there may be others.
    static QStringList usualChannels();
    /// The customer's name, else the conversation's id.
    static QString name(const Conversation& conversation);
    static QString mode(BotMode mode);
    /// Whoever has it, as people call them.
    static QString holder(const Conversation& conversation);
    /// Who has it: "You", a name, "Unassigned".
    static QString owner(const Conversation& conversation, const OperatorId& me);
    /// The same, with the bot that drafts for them.
    static QString answerer(const Conversation& conversation, const OperatorId& me);
    /// "Bot: …": the newest line with the word of who said it.
    static QString preview(const Conversation& conversation, const OperatorId& me);
    /// The beginning of what somebody wrote, on one line.
    static QString excerpt(const QString& words);
    /// Who speaks in a thread line. Channels name a customer once, not with each line: `conversation` knows.
    static QString speaker(const StoredMessage& line, const OperatorId& me,
                           const std::optional<Conversation>& conversation);
    /// Today the clock, else with the date.
    static QString until(TimePoint end, TimePoint now);
    static QString systemLine(const StoredMessage& line);
    static QString nobodyCame(const SystemNote& note);
    /// Why a person is needed: the engine's own reasons worded, what others wrote as it is.
    static QString reason(const QString& recorded);
    static QString failure(const api::DeskFailure& failure);
    /// Why a line has not reached the customer, in a person's words; empty: nothing is wrong. The platform's own stand
    /// in Delivery::error.
    static QString undelivered(const Delivery& delivery);
    /// The same where it is about a service the bot wanted called by its name; empty: the trouble is another.
    static QString ofCall(const Delivery& delivery);
    static QString action(ActionType type);
    /// What the bot understood, and with what it answered, without the spelling of programs.
    static QString intent(const QString& name);
    static QString model(const QString& name);
};

}  // namespace tongdai
