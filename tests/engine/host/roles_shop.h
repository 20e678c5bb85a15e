#pragma once

#include "engine/contract/rest_routes.h"
#include "engine/host/boot/engine_runtime.h"
#include "tests/support/http_client.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QNetworkRequest>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>
#include <QWebSocket>

namespace tongdai::testing {

inline constexpr int kRolesPatience = 30'000;

/// A whole engine with a person of each role.
struct RolesShop {
    RolesShop()
    {
        EngineConfig config;
        config.dataDir = dir.path();
        config.port = 0;
        config.pancakeToken = QString(40, u'p');
        config.adminToken = QString(40, u'a');
        config.jwtSecret = QString(48, u'j');
        config.operatorId = OperatorId("owner");
        config.operatorName = QStringLiteral("Chủ shop");
        engine = std::make_unique<EngineRuntime>(config);
        QSignalSpy ready(engine.get(), &EngineRuntime::ready);
        engine->start();
        if (ready.wait(kRolesPatience)) url = ready.first().first().toUrl();
    }

    template <class T>
    static api::Answer<T> answerOf(api::Asked<T> asked)
    {
        QElapsedTimer clock;
        clock.start();
        while (!asked.isFinished() && clock.elapsed() < kRolesPatience)
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 50);
        if (!asked.isFinished()) return api::DeskFailure{api::DeskError::TookTooLong, {}};
        return asked.result();
    }
    /// The password of everybody, once they have chosen it.
    static QString ownPassword() { return QStringLiteral("mật khẩu của mình"); }

    bool hire()
    {
        const auto done = [](const api::Answer<api::PersonAnswer>& answer) {
            const auto* person = std::get_if<api::PersonAnswer>(&answer);
            return person && person->result == api::PersonAnswer::Result::Done;
        };
        if (!done(answerOf(people().becomeAdministrator(QStringLiteral("Chủ shop"), ownPassword())))) return false;
        QHash<Role, QString> made;
        for (const Role role : kAllRoles) {
            const auto answer = answerOf(people().add(idOf(role), QStringLiteral("Người ") + roleName(role), role, {}));
            if (!done(answer)) return false;
            made[role] = std::get<api::PersonAnswer>(answer).password;
        }
        for (const Role role : kAllRoles) {
            signOut();
            if (!signIn(idOf(role), made[role])) return false;
            if (!done(answerOf(people().changePassword(made[role], ownPassword())))) return false;
        }
        signOut();
        return true;
    }
    static OperatorId idOf(Role role) { return OperatorId::fromString(QStringLiteral("p-") + roleName(role)); }
    bool signIn(const OperatorId& id, const QString& password)
    {
        const auto answer = answerOf(people().signIn(id.toString(), password));
        const auto* tried = std::get_if<api::SignInAnswer>(&answer);
        return tried && tried->outcome == api::SignInAnswer::Outcome::Done && isThere(id);
    }
    bool isThere(const OperatorId& id)
    {
        return QTest::qWaitFor([&] { return people().state().me && people().state().me->id == id; }, kRolesPatience);
    }
    void signOut()
    {
        people().signOut();
        const bool isOut = QTest::qWaitFor([this] { return !people().state().me; }, kRolesPatience);
        Q_ASSERT(isOut);
        Q_UNUSED(isOut)
    }
    /// Of one request to the desk: how it failed; nothing: it did not.
    std::optional<api::DeskError> deskFailure(api::RequestId request)
    {
        std::optional<api::DeskError> failure;
        bool isAnswered = false;
        QObject here;
        QObject::connect(&engine->desk(), &api::Desk::requestFailed, &here,
                         [&](api::RequestId of, const api::DeskFailure& why) {
                             if (of != request) return;
                             failure = why.error;
                             isAnswered = true;
                         });
        const auto take = [&](api::RequestId of) { isAnswered |= of == request; };
        QObject::connect(&engine->desk(), &api::Desk::conversationsListed, &here, take);
        QObject::connect(&engine->desk(), &api::Desk::acted, &here, take);
        if (!QTest::qWaitFor([&] { return isAnswered; }, kRolesPatience)) return api::DeskError::TookTooLong;
        return failure;
    }
    /// A dead letter of this kind, as another engine left it in the store; its id.
    qint64 leaveDeadTask(const char* kind)
    {
        const QString name = QStringLiteral("roles-shop-task");
        qint64 id = 0;
        {
            QSqlDatabase store = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
            store.setDatabaseName(dir.filePath(QStringLiteral("history.sqlite")));
            store.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=30000"));
            if (store.open()) {
                QSqlQuery insert(store);
                insert.prepare(
                    QStringLiteral("insert into tasks (kind, conversation_id, dedup_key, state, created_at, "
                                   "updated_at) values (?, ?, ?, 3, 1, 1)"));
                insert.addBindValue(QString::fromLatin1(kind));
                insert.addBindValue(QByteArray(kind));
                insert.addBindValue(QUuid::createUuid().toRfc4122());
                if (insert.exec()) id = insert.lastInsertId().toLongLong();
            }
        }
        QSqlDatabase::removeDatabase(name);
        return id;
    }
    QByteArray token(Role role)
    {
        JsonClient client(url);
        const ClientReply reply =
            client.post("/api/v1/people/sign-in",
                        {{QStringLiteral("name"), idOf(role).toString()}, {QStringLiteral("password"), ownPassword()}});
        return reply.json.value(QLatin1StringView("token")).toString().toLatin1();
    }
    int statusOf(const char* path, const QByteArray& token)
    {
        JsonClient client(url);
        client.setToken(token);
        return client.get(path).status;
    }
    /// Of a route of the contract, about somebody or something that is not there.
    int statusOf(const contract::RestRoute& route, const QByteArray& token)
    {
        QByteArray path;
        for (const QByteArray& part : route.path.toByteArray().split('/').mid(1))
            path += '/' + (part.startsWith('{') ? QByteArray("nobody") : part);
        JsonClient client(url);
        client.setToken(token);
        ClientRequest request;
        request.method = route.method.toByteArray();
        request.target = path;
        if (request.method != "GET" && request.method != "DELETE") request.body = "{}";
        std::optional<int> status;
        client.send(std::move(request), [&status](const ClientReply& reply) { status = reply.status; });
        const bool isAnswered = QTest::qWaitFor([&status] { return status.has_value(); }, kRolesPatience);
        return isAnswered ? *status : 0;
    }
    std::unique_ptr<QWebSocket> socket(const QByteArray& token)
    {
        auto opened = std::make_unique<QWebSocket>();
        QNetworkRequest request(QUrl(QStringLiteral("ws://127.0.0.1:%1/chat/ws/admin").arg(url.port())));
        request.setRawHeader("Authorization", "Bearer " + token);
        opened->open(request);
        const auto isSettled = [&] { return opened->state() != QAbstractSocket::ConnectingState; };
        const bool isOver = QTest::qWaitFor(isSettled, kRolesPatience);
        Q_UNUSED(isOver)
        return opened;
    }
    PeopleHost& people() { return engine->people(); }

    QTemporaryDir dir;
    std::unique_ptr<EngineRuntime> engine;
    QUrl url;
};

}  // namespace tongdai::testing
