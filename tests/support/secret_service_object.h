#pragma once

#include "tests/support/secret_service.h"

#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QMap>
#include <QMutex>

namespace tongdai::testing {

/// What lies behind all paths of the stand-in: the service, its one collection, its items, its one session ("plain":
/// passwords travel as they are) and its one question. Calls come on its thread, moods from the test's.
class SecretServiceObject : public QDBusVirtualObject {
    Q_OBJECT
public:
    SecretServiceObject();

    void setMood(SecretService::Mood mood);
    void forgetAll();
    void keepWhatWaits();
    QStringList passwords() const;
    int questionCount() const;

    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& connection) override;

private:
    struct Item {
        QMap<QString, QString> attributes;
        QByteArray value;
        QString type;
    };

    QDBusMessage answerTo(const QDBusMessage& message);
    QDBusMessage found(const QDBusMessage& message) const;
    QDBusMessage secretsOf(const QDBusMessage& message) const;
    QDBusMessage create(const QDBusMessage& message);
    QDBusMessage unlock(const QDBusMessage& message);
    void ask(const QDBusMessage& message, const QDBusConnection& connection);
    bool isLocked() const;

    mutable QMutex m_mutex;
    SecretService::Mood m_mood = SecretService::Mood::Open;
    QMap<QString, Item> m_items;  ///< by path
    QList<QDBusMessage> m_late;
    int m_nextItem = 1;
    int m_questions = 0;
};

}  // namespace tongdai::testing
