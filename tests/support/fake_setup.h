#pragma once

#include "engine/api/setup.h"

namespace tongdai::testing {

/// A tester whose lines a test gives by hand.
class FakeTester final : public api::ConnectionTester {
    Q_OBJECT
public:
    api::RequestId requestTest(const api::ConnectionForm& form) override
    {
        asked.push_back(form);
        return ++last;
    }
    void cancel(api::RequestId test) override { emit finished(test, api::TestVerdict::Cancelled); }

    void say(api::TestStep step, api::StepOutcome outcome, api::TestTrouble trouble = api::TestTrouble::None,
             const QString& detail = {}, double number = 0)
    {
        emit lineChanged(last, {step, outcome, trouble, detail, number});
    }
    /// Every line of a healthy PostgreSQL.
    void sayAllIsWell();
    void sayWrongPassword();

    std::vector<api::ConnectionForm> asked;
    api::RequestId last = 0;
};

/// Long work that goes on only when a test says so.
class FakeWorks final : public api::ShopWorks {
    Q_OBJECT
public:
    bool isBusy() const override { return false; }
    void backUp(const QString& file) override { calls << QStringLiteral("backUp ") + file; }
    void inspect(const QString& file) override { calls << QStringLiteral("inspect ") + file; }
    void restore(const QString& file, bool withAddresses) override
    {
        calls << (withAddresses ? QStringLiteral("restore with addresses ") : QStringLiteral("restore ")) + file;
    }
    void move(const api::ConnectionForm& form) override { calls << QStringLiteral("move ") + form.host; }
    void cancel() override { calls << QStringLiteral("cancel"); }

    /// A move of a shop with 412 conversations that went well.
    static api::ShopOutcome movedShop();
    static api::ShopOutcome backup(api::ShopWork work);

    QStringList calls;
};

/// Settings in memory.
class FakeSetupDesk final : public api::SetupDesk {
    Q_OBJECT
public:
    FakeSetupDesk();
    api::SetupState state() const override { return m_state; }
    /// Kept and answered at once, or refused when `trouble` is set.
    void save(const api::SetupChanges& changes) override;
    void restartEngine() override { ++restarts; }

    void setState(const api::SetupState& state);

    std::vector<api::SetupChanges> saves;
    QString trouble;
    int restarts = 0;

private:
    api::SetupState m_state;
};

}  // namespace tongdai::testing
