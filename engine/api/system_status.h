#pragma once

#include "engine/domain/shop/health.h"

#include <QObject>
#include <QUrl>

namespace tongdai::api {

/// What the System page shows besides health: addresses, versions, secrets to copy.
struct SystemFacts {
    QUrl engineUrl;  ///< where callers post; empty while not listening
    QString listenError;
    QString operatorName;  ///< who sits at this desk, as people call them
    QString version;
    QString qtVersion;
    QString dataDir;
    QString settingsFile;
    QString logFile;
    QString aiMode;        ///< "rules", "http" or "openai"
    QString platformMode;  ///< platform address, or empty: conversations only
    QString redisMode;     ///< "embedded" or the address
    QString historyMode;   ///< "sqlite" or the address
    QString rulesFile;
    QStringList webOrigins;  ///< whose web pages may use the chat widget, besides the engine's own demo page
};

struct SystemTokens {
    QString pancake;
    QString admin;
    bool generated = false;  ///< made at first start, kept in a 0600 file
};

/// The System page's view of the engine. Lives on the GUI thread.
class SystemStatus : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual HealthSnapshot health() const = 0;
    virtual SystemFacts facts() const = 0;
    /// Secrets; never logged. Shown masked, copied by a button.
    virtual SystemTokens tokens() const = 0;
    /// A history that is not the one it was (HealthSnapshot::audit) is the right one all the same.
    virtual void acceptHistory() = 0;
signals:
    void healthChanged(tongdai::HealthSnapshot snapshot);
    void factsChanged();
};

/// The sample shop: made-up conversations, marked everywhere, removable in one click. Lives on the GUI thread.
class SampleShop : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual bool isOpen() const = 0;
    virtual void open() = 0;
    virtual void remove() = 0;
signals:
    void changed(bool open);
    void failed(QString cause);
};

}  // namespace tongdai::api
