#pragma once

#include "engine/api/desk.h"
#include "engine/api/system_status.h"

namespace tongdai::testing {

/// A system whose health and facts a test sets by hand. Lives on the GUI thread.
class FakeSystem final : public api::SystemStatus {
    Q_OBJECT
public:
    FakeSystem();

    HealthSnapshot health() const override { return m_health; }
    api::SystemFacts facts() const override { return m_facts; }
    api::SystemTokens tokens() const override { return m_tokens; }

    void setPart(const PartHealth& part);
    void setState(Part part, PartState state, const QString& cause = {});
    void setFacts(const api::SystemFacts& facts);
    void setWaiting(qint64 outbox, qint64 journal);

private:
    HealthSnapshot m_health;
    api::SystemFacts m_facts;
    api::SystemTokens m_tokens;
};

/// Opens and removes at once; a set `trouble` makes it fail instead.
class FakeSampleShop final : public api::SampleShop {
    Q_OBJECT
public:
    bool isOpen() const override { return m_open; }
    void open() override { change(true); }
    void remove() override { change(false); }

    QString trouble;

private:
    void change(bool open);
    bool m_open = false;
};

/// A desk without conversations, for what does not look at them. It counts what is asked of it.
class EmptyDesk final : public api::Desk {
    Q_OBJECT
public:
    api::RequestId requestConversations(const ConversationQuery&) override { return ++m_asked; }
    api::RequestId requestThread(const ThreadQuery&) override { return ++m_asked; }
    void watchThread(const ConversationId&) override {}
    api::RequestId requestTakeOver(const ConversationId&) override { return ++m_asked; }
    api::RequestId requestHandBack(const ConversationId&) override { return ++m_asked; }
    api::RequestId requestTake(const ConversationId&) override { return ++m_asked; }
    api::RequestId requestSend(const ConversationId&, const MessageId&, const QString&, bool) override
    {
        return ++m_asked;
    }
    api::RequestId requestClose(const ConversationId&) override { return ++m_asked; }
    api::RequestId requestReopen(const ConversationId&) override { return ++m_asked; }
    void saveDraft(const ConversationId&, const QString&, bool) override {}
    void requestDrafts() override {}
    void setTyping(const ConversationId&, bool) override {}
    OperatorId me() const override { return OperatorId("Lan"); }

private:
    api::RequestId m_asked = 0;
};

}  // namespace tongdai::testing
