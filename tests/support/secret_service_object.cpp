#include "tests/support/secret_service_object.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusError>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusVariant>

namespace tongdai::testing {

/// (oayays) of the Secret Service.
struct SentSecret {
    QDBusObjectPath session;
    QByteArray parameters;
    QByteArray value;
    QString type;

    friend QDBusArgument& operator<<(QDBusArgument& to, const SentSecret& secret)
    {
        to.beginStructure();
        to << secret.session << secret.parameters << secret.value << secret.type;
        to.endStructure();
        return to;
    }
    friend const QDBusArgument& operator>>(const QDBusArgument& from, SentSecret& secret)
    {
        from.beginStructure();
        from >> secret.session >> secret.parameters >> secret.value >> secret.type;
        from.endStructure();
        return from;  // NOLINT(bugprone-return-const-ref-from-parameter): as Qt wants it
    }
};
using SentSecrets = QMap<QDBusObjectPath, SentSecret>;
using Attributes = QMap<QString, QString>;

}  // namespace tongdai::testing

Q_DECLARE_METATYPE(tongdai::testing::SentSecret)

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kNothing = "/"_L1;
constexpr auto kQuestion = "/org/freedesktop/secrets/prompt/1"_L1;
constexpr auto kSession = "/org/freedesktop/secrets/session/1"_L1;
constexpr auto kItems = "/org/freedesktop/secrets/collection/test/"_L1;

QDBusMessage denied(const QDBusMessage& message)
{
    return message.createErrorReply(u"org.freedesktop.DBus.Error.AccessDenied"_s, u"not for you"_s);
}

}  // namespace

SecretServiceObject::SecretServiceObject()
{
    qDBusRegisterMetaType<SentSecret>();
    qDBusRegisterMetaType<SentSecrets>();
    qDBusRegisterMetaType<Attributes>();
}

void SecretServiceObject::setMood(SecretService::Mood mood)
{
    const QMutexLocker lock(&m_mutex);
    m_mood = mood;
    m_questions = 0;
}

void SecretServiceObject::forgetAll()
{
    const QMutexLocker lock(&m_mutex);
    m_items.clear();
}

QStringList SecretServiceObject::passwords() const
{
    const QMutexLocker lock(&m_mutex);
    QStringList all;
    for (const Item& each : m_items)
        all << QString::fromUtf8(each.value);
    return all;
}

int SecretServiceObject::questionCount() const
{
    const QMutexLocker lock(&m_mutex);
    return m_questions;
}

bool SecretServiceObject::isLocked() const
{
    return m_mood == SecretService::Mood::Locked || m_mood == SecretService::Mood::AsksAndOpens;
}

bool SecretServiceObject::handleMessage(const QDBusMessage& message, const QDBusConnection& connection)
{
    const QMutexLocker lock(&m_mutex);
    if (m_mood == SecretService::Mood::Silent) return true;
    if (m_mood == SecretService::Mood::Forgetful && message.member() != "Get"_L1) return true;
    if (m_mood == SecretService::Mood::Late && message.member() == "CreateItem"_L1) {
        m_late << message;
        return true;
    }
    if (message.member() == "Prompt"_L1)
        ask(message, connection);
    else
        connection.send(answerTo(message));
    return true;
}

/// Whoever asked has long given up: nobody is answered.
void SecretServiceObject::keepWhatWaits()
{
    const QMutexLocker lock(&m_mutex);
    for (const QDBusMessage& message : std::exchange(m_late, {}))
        create(message);
}

QDBusMessage SecretServiceObject::answerTo(const QDBusMessage& message)
{
    const QString call = message.member();
    const bool isDenied = m_mood == SecretService::Mood::Denies;
    if (call == "Get"_L1) return message.createReply(QVariant::fromValue(QDBusVariant(isLocked())));
    if (call == "GetAll"_L1) return message.createReply(QVariantMap{{u"Locked"_s, isLocked()}});
    if (call == "OpenSession"_L1) {
        if (message.arguments().value(0).toString() != "plain"_L1)
            return message.createErrorReply(u"org.freedesktop.DBus.Error.NotSupported"_s, u"plain only"_s);
        return message.createReply(
            {QVariant::fromValue(QDBusVariant(QString())), QVariant::fromValue(QDBusObjectPath(QString(kSession)))});
    }
    if (call == "SearchItems"_L1) return found(message);
    if (call == "Unlock"_L1) return unlock(message);
    const bool isClosed = isDenied || m_mood == SecretService::Mood::KeepsClosed;
    if (call == "GetSecrets"_L1) return isClosed ? denied(message) : secretsOf(message);
    if (call == "CreateItem"_L1) return isDenied ? denied(message) : create(message);
    if (call == "Delete"_L1) {
        m_items.remove(message.path());
        return message.createReply(QVariant::fromValue(QDBusObjectPath(QString(kNothing))));
    }
    return message.createErrorReply(QDBusError::UnknownMethod, call);
}

QDBusMessage SecretServiceObject::found(const QDBusMessage& message) const
{
    const auto wanted = qdbus_cast<Attributes>(message.arguments().value(0));
    QList<QDBusObjectPath> paths;
    for (auto item = m_items.cbegin(); item != m_items.cend(); ++item) {
        bool isSame = true;
        for (auto each = wanted.cbegin(); each != wanted.cend(); ++each)
            isSame = isSame && item->attributes.value(each.key()) == each.value();
        if (isSame) paths << QDBusObjectPath(item.key());
    }
    const QList<QDBusObjectPath> none;
    return message.createReply(
        {QVariant::fromValue(isLocked() ? none : paths), QVariant::fromValue(isLocked() ? paths : none)});
}

QDBusMessage SecretServiceObject::secretsOf(const QDBusMessage& message) const
{
    SentSecrets secrets;
    for (const QDBusObjectPath& path : qdbus_cast<QList<QDBusObjectPath>>(message.arguments().value(0))) {
        const auto item = m_items.constFind(path.path());
        if (item == m_items.cend() || isLocked()) continue;
        const QByteArray value = m_mood == SecretService::Mood::Garbles ? "?" + item->value : item->value;
        secrets.insert(path, {QDBusObjectPath(QString(kSession)), {}, value, item->type});
    }
    return message.createReply(QVariant::fromValue(secrets));
}

QDBusMessage SecretServiceObject::create(const QDBusMessage& message)
{
    if (isLocked())
        return message.createErrorReply(u"org.freedesktop.Secret.Error.IsLocked"_s, u"the collection is locked"_s);
    const auto properties = qdbus_cast<QVariantMap>(message.arguments().value(0));
    const auto secret = qdbus_cast<SentSecret>(message.arguments().value(1));
    const auto attributes = qdbus_cast<Attributes>(properties.value(u"org.freedesktop.Secret.Item.Attributes"_s));
    QString path;
    for (auto item = m_items.cbegin(); item != m_items.cend(); ++item) {
        if (item->attributes == attributes) path = item.key();
    }
    if (path.isEmpty()) path = kItems + QString::number(m_nextItem++);
    m_items[path] = {attributes, secret.value, secret.type};
    return message.createReply(
        {QVariant::fromValue(QDBusObjectPath(path)), QVariant::fromValue(QDBusObjectPath(QString(kNothing)))});
}

QDBusMessage SecretServiceObject::unlock(const QDBusMessage& message)
{
    const auto wanted = qdbus_cast<QList<QDBusObjectPath>>(message.arguments().value(0));
    return message.createReply({QVariant::fromValue(isLocked() ? QList<QDBusObjectPath>() : wanted),
                                QVariant::fromValue(QDBusObjectPath(QString(isLocked() ? kQuestion : kNothing)))});
}

void SecretServiceObject::ask(const QDBusMessage& message, const QDBusConnection& connection)
{
    ++m_questions;
    const bool opens = m_mood == SecretService::Mood::AsksAndOpens;
    if (opens) m_mood = SecretService::Mood::Open;
    QList<QDBusObjectPath> unlocked;
    for (auto item = m_items.cbegin(); opens && item != m_items.cend(); ++item)
        unlocked << QDBusObjectPath(item.key());
    connection.send(message.createReply());
    QDBusMessage completed =
        QDBusMessage::createSignal(QString(kQuestion), u"org.freedesktop.Secret.Prompt"_s, u"Completed"_s);
    completed << !opens << QVariant::fromValue(QDBusVariant(QVariant::fromValue(unlocked)));
    connection.send(completed);
}

}  // namespace tongdai::testing
