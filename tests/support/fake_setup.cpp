#include "tests/support/fake_setup.h"

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using api::StepOutcome;
using api::TestStep;
using api::TestTrouble;

void FakeTester::sayAllIsWell()
{
    say(TestStep::Host, StepOutcome::Ok, TestTrouble::None, u"192.168.1.20"_s);
    say(TestStep::Port, StepOutcome::Ok, TestTrouble::None, u"192.168.1.20:5432"_s);
    say(TestStep::Greeting, StepOutcome::Ok, TestTrouble::None, u"PostgreSQL"_s);
    say(TestStep::Login, StepOutcome::Ok, TestTrouble::None, u"tongdai @ tongdai"_s);
    say(TestStep::Version, StepOutcome::Ok, TestTrouble::None, u"PostgreSQL 15.14"_s);
    say(TestStep::Tls, StepOutcome::Ok, TestTrouble::None, u"TLSv1.3"_s);
    say(TestStep::Rights, StepOutcome::Ok);
    say(TestStep::Latency, StepOutcome::Ok, TestTrouble::None, {}, 2.1);
    say(TestStep::Clock, StepOutcome::Ok, TestTrouble::None, {}, 0.04);
    say(TestStep::Durability, StepOutcome::Ok);
    say(TestStep::Content, StepOutcome::Ok, TestTrouble::Empty);
    emit finished(last, api::TestVerdict::Passed);
}

void FakeTester::sayWrongPassword()
{
    say(TestStep::Host, StepOutcome::Ok, TestTrouble::None, u"192.168.1.20"_s);
    say(TestStep::Port, StepOutcome::Ok, TestTrouble::None, u"192.168.1.20:5432"_s);
    say(TestStep::Greeting, StepOutcome::Ok, TestTrouble::None, u"PostgreSQL"_s);
    say(TestStep::Login, StepOutcome::Failed, TestTrouble::WrongLogin,
        u"FATAL: password authentication failed for user \"tongdai\""_s);
    for (const TestStep step : {TestStep::Version, TestStep::Tls, TestStep::Rights, TestStep::Latency, TestStep::Clock,
                                TestStep::Durability, TestStep::Content})
        say(step, StepOutcome::Skipped, TestTrouble::NotReached);
    emit finished(last, api::TestVerdict::Failed);
}

api::ShopOutcome FakeWorks::movedShop()
{
    api::ShopOutcome outcome;
    outcome.work = api::ShopWork::Move;
    outcome.target = u"postgresql://192.168.1.20:5432/tongdai"_s;
    outcome.oldPlace = u"/home/lan/.local/share/tongdai/history.sqlite"_s;
    outcome.conversations = 412;
    outcome.messages = 9120;
    const QByteArray sum(32, 'a');
    outcome.tables = {{u"conversations"_s, 412, sum},    {u"messages"_s, 9120, sum}, {u"turns"_s, 4310, sum},
                      {u"message_actions"_s, 4822, sum}, {u"outbox"_s, 4310, sum},   {u"events"_s, 18'240, sum},
                      {u"counters"_s, 1, sum},           {u"drafts"_s, 3, sum}};
    return outcome;
}

api::ShopOutcome FakeWorks::backup(api::ShopWork work)
{
    api::ShopOutcome outcome;
    outcome.work = work;
    outcome.file = u"/media/usb/tongdai-2025-11-21-1402.tar"_s;
    outcome.program = u"0.1.0"_s;
    outcome.madeAt = QDateTime::fromMSecsSinceEpoch(1'763'708'531'000);
    outcome.bytes = 48'230'400;
    outcome.conversations = 412;
    outcome.messages = 9120;
    if (work == api::ShopWork::Restore)
        outcome.oldPlace = u"/home/lan/.local/share/tongdai/before-restore-20251121-140911"_s;
    return outcome;
}

FakeSetupDesk::FakeSetupDesk()
{
    m_state.settingsFile = u"/home/lan/.config/tongdai/settings.conf"_s;
    m_state.historyFile = u"/home/lan/.local/share/tongdai/history.sqlite"_s;
}

void FakeSetupDesk::setState(const api::SetupState& state)
{
    m_state = state;
    emit stateChanged();
}

void FakeSetupDesk::save(const api::SetupChanges& changes)
{
    saves.push_back(changes);
    if (!trouble.isEmpty()) {
        emit saveFailed(trouble);
        return;
    }
    const auto kept = [](const api::SetupChanges::Store& store) -> std::optional<api::SetupState::Server> {
        if (!store.server) return std::nullopt;
        api::SetupState::Server server{*store.server, !store.server->password.isEmpty() || store.server->keepsPassword};
        server.form.password.clear();
        return server;
    };
    if (changes.history) m_state.history = kept(*changes.history);
    if (changes.redis) m_state.redis = kept(*changes.redis);
    if (changes.ai) m_state.ai = *changes.ai;
    if (changes.kiotViet) m_state.kiotViet = kept(*changes.kiotViet);
    if (changes.pages) {
        m_state.pages = *changes.pages;
        for (api::PageForm& page : m_state.pages)
            page.token.clear();
    }
    if (changes.botRule) m_state.botRule = *changes.botRule;
    if (changes.platform) m_state.platform = *changes.platform;
    m_state.needsRestart = true;
    emit stateChanged();
    emit saved();
}

}  // namespace tongdai::testing
