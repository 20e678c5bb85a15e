#include "tests/console/locks_stage.h"

#include "ui/shell/page_picture.h"

#include <QApplication>
#include <QDir>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTimeZone>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

LocksStage::LocksStage()
{
    m_language.setZone(QTimeZone("Asia/Ho_Chi_Minh"));
    m_language.setChoice(LanguageChoice::English);
}

bool LocksStage::begin()
{
    store.server().startBesideEvents();  // the window is on this thread
    m_theme.install();
    if (store.start()) return true;
    qWarning("%s", qUtf8Printable(store.problem()));
    return false;
}

bool LocksStage::open()
{
    redis = std::make_unique<RedisServer>(RedisServer::Options{true, {}});
    ai = std::make_unique<AiStub>();
    if (!redis->start() || !store.useNewDatabase(u"shop%1"_s.arg(++m_round)) || !ai->listen()) return false;
    m_dir = std::make_unique<QTemporaryDir>();
    engine = std::make_unique<EngineRuntime>(config());
    window = std::make_unique<MainWindow>(
        EngineDoors{engine->desk(),
                    engine->systemStatus(),
                    engine->sampleShop(),
                    {},
                    nullptr,
                    LocksDoors{engine->locks(), engine->queues(), &engine->keys(), &engine->limits(), &engine->tasks(),
                               nullptr, &engine->stateCompare(), &engine->queueLook()}},
        Look{m_theme, m_language, systemNow}, m_settings);
    window->resize(1366, 768);
    window->show();
    if (!window->openPage(u"locks"_s)) return false;
    model = window->findChild<LocksModel*>();
    QSignalSpy ready(engine.get(), &EngineRuntime::ready);
    engine->start();
    if (!ready.wait(kLocksPatience)) return false;
    QSignalSpy pictures(&engine->locks(), &api::Locks::pictureChanged);
    return QTest::qWaitFor(
        [&pictures] { return !pictures.isEmpty() && pictures.last().first().value<api::LocksPicture>().isWhole; },
        kLocksPatience);
}

void LocksStage::close()
{
    window.reset();
    m_client.reset();
    if (other) {
        other->resume();
        other->crash();
        other.reset();
    }
    if (engine) {
        QSignalSpy stopped(engine.get(), &EngineRuntime::stopped);
        engine->stop();
        stopped.wait(kLocksPatience);
        engine.reset();
    }
    ai.reset();
    redis.reset();
}

EngineConfig LocksStage::config() const
{
    EngineConfig config;
    config.dataDir = m_dir->path();
    config.port = 0;
    config.environment = u"production"_s;
    config.pancakeToken = QString(40, u'p');
    config.adminToken = QString(40, u'a');
    config.jwtSecret = QString(40, u'j');
    config.redis = RedisTarget{u"127.0.0.1"_s, redis->port(), 0, {}, {}, false};
    const QMap<QString, QString> wanted = store.settings();
    config.database = DatabaseTarget{DatabaseTarget::Kind::Postgres, wanted.value(u"POSTGRES_HOST"_s), 0,
                                     wanted.value(u"POSTGRES_DB"_s), wanted.value(u"POSTGRES_USER"_s), {}};
    config.aiUrl = ai->url();
    config.aiPath = u"/process"_s;
    config.adoptTasks = adoptsTasks;
    config.operatorId = OperatorId("lan"_ba);
    config.operatorName = u"Lan"_s;
    return config;
}

bool LocksStage::startOther(const QByteArray& fault)
{
    other = std::make_unique<EngineProcess>();
    other->setEnvironment(u"FAIL"_s, QString::fromLatin1(fault));
    const QMap<QString, QString> settings = store.settings();
    for (auto setting = settings.cbegin(); setting != settings.cend(); ++setting)
        other->setEnvironment(setting.key(), setting.value());
    other->setEnvironment(u"REDIS_HOST"_s, u"127.0.0.1"_s);
    other->setEnvironment(u"REDIS_PORT"_s, QString::number(redis->port()));
    other->setEnvironment(u"AI_SERVICE_URL"_s, ai->url().toString());
    if (!other->start(kLocksPatience)) {
        qWarning("%s", qUtf8Printable(other->problem()));
        return false;
    }
    m_client = std::make_unique<JsonClient>(other->url());
    m_client->setToken(other->adminToken());
    const bool isConnected = QTest::qWaitFor(
        [this] {
            return m_client->get("/api/v1/admin/health").json.value("redis_status"_L1).toString() == "connected"_L1;
        },
        kLocksPatience);
    m_client->setToken(other->pancakeToken());
    return isConnected;
}

void LocksStage::sayToOther(const QString& conversation, std::chrono::milliseconds thinks)
{
    StubScript slow;
    slow.minDelay = slow.maxDelay = int(thinks.count());
    ai->enqueue(slow);
    const QJsonObject message = JsonClient::message(conversation, u"m-"_s + conversation, u"còn size M không"_s);
    const QByteArray body = QJsonDocument(message).toJson(QJsonDocument::Compact);
    m_client->send({"POST", "/api/v1/enhanced-handle-message", body, {}}, [](const ClientReply&) {});
}

int LocksStage::rowOf(const QString& name) const
{
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->index(row, LocksModel::Name).data().toString() == name) return row;
    }
    return -1;
}

const api::LockRow* LocksStage::lock(const QString& name) const
{
    return model->rowAt(rowOf(name));
}

bool LocksStage::isNamed(const QString& name, api::LockCause cause, int within) const
{
    const bool isSo = QTest::qWaitFor(
        [&] {
            const api::LockRow* row = lock(name);
            return row && row->cause == cause;
        },
        within);
    const api::LockRow* row = lock(name);
    if (!isSo)
        qWarning("%s: cause %d, state %d", qUtf8Printable(name), row ? int(row->cause) : -1,
                 row ? int(row->state) : -1);
    return isSo;
}

void LocksStage::choose(const QString& name) const
{
    auto* table = part<QTableView>(u"locksTable"_s);
    table->setCurrentIndex(model->index(rowOf(name), 0));
}

QString LocksStage::stateOfMessages(const QString& conversation)
{
    const QString asked =
        u"select m.state from messages m join conversations c on c.id = m.conversation_id "
        "where c.conversation_id = '%1' and m.seq is not null"_s;
    return store.rows(asked.arg(conversation)).join(u',');
}

bool LocksStage::isHeldByOther(const QString& name) const
{
    return QTest::qWaitFor(
        [&] {
            const api::LockRow* row = lock(name);
            return row && row->fence > 0 && !row->key.isEmpty() && !row->isHere;
        },
        kLocksPatience);
}

bool LocksStage::release(const QString& name) const
{
    choose(name);
    auto* button = part<QPushButton>(u"act%1"_s.arg(int(api::LockAct::Release)));
    auto* confirm = part<QLineEdit>(u"confirmId"_s);
    if (!button->isVisible() || button->isEnabled()) return false;
    QTest::keyClicks(confirm, name.chopped(1));
    if (button->isEnabled()) return false;
    confirm->setText(name);
    QTest::mouseClick(button, Qt::LeftButton);
    auto* outcome = part<NoticeBar>(u"lockOutcome"_s);
    return QTest::qWaitFor([outcome] { return !outcome->isHidden(); }, kLocksPatience) && outcome->tone() == Tone::Good;
}

void LocksStage::keepPicture(const QString& name) const
{
    const QString folder = qEnvironmentVariable("TONGDAI_PICTURES");
    if (folder.isEmpty()) return;
    const QImage image = pictureOf(*window, u"locks"_s, QSize(1366, 768));
    if (!image.save(QDir(folder).filePath(u"locks_real_%1.png"_s.arg(name))))
        qWarning("no picture of %s", qUtf8Printable(name));
}

}  // namespace tongdai::testing
