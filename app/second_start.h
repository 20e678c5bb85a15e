#pragma once

#include <QLocalServer>
#include <QObject>

namespace tongdai::app {

/// The door of the window that is open on a data folder: a local socket in this user's runtime folder, by which a later
/// start asks it to come to the front. Made by whoever holds the folder's lock. Main thread.
class SecondStart final : public QObject {
    Q_OBJECT
public:
    explicit SecondStart(const QString& dataDir, QObject* parent = nullptr);

    /// Asks the window that is open on this folder to come to the front. False: there is none, or it does not answer
    /// within a few seconds. Waits.
    static bool raiseFirst(const QString& dataDir);

signals:
    /// Answered to the asker as soon as all slots have run.
    void raiseWanted();

private:
    void answer();

    QLocalServer m_door;
};

}  // namespace tongdai::app
